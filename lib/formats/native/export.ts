import type { Event } from '@/lib/trace/event';
import type { BlobRef } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import type { PoolMessage } from '@/lib/trace/sink';
import type { Note, TraceHeader } from '@/lib/trace/trace';
import { toBase64 } from './base64';
import { type HeaderLine, nativeVersion } from './native-line';

/** A whole trace, in the order of its rows. A branch comes with what it borrows. */
export interface ExportableTrace {
  header: TraceHeader;
  setups: Iterable<[hash: string, setup: Setup]>;
  messages: Iterable<PoolMessage>;
  events: Iterable<Event>;
  notes: Iterable<Note>;
  blobs: Iterable<{ ref: BlobRef; bytes: Uint8Array }>;
}

function headerLine({ forkSeq, poolBase, totals, extra, ...header }: TraceHeader): HeaderLine {
  return {
    retake: nativeVersion,
    ...header,
    events: totals.events,
    messages: totals.messages,
    ...(forkSeq === null ? {} : { branch: { forkSeq, poolBase } }),
    // A header's extra is what an importer read out of JSON.
    ...(extra === undefined ? {} : { extra: extra as HeaderLine['extra'] }),
  };
}

/**
 * The trace as JSON lines without line ends, one at a time: header, setups, messages, events, notes, blobs.
 * Record references are left out, they point into an upload that goes not with the export.
 */
export function* exportNative(trace: ExportableTrace): Generator<string> {
  yield JSON.stringify(headerLine(trace.header));
  for (const [setup, value] of trace.setups) yield JSON.stringify({ setup, value });
  for (const { position, message } of trace.messages)
    yield JSON.stringify({ message: position, value: message });
  for (const { records: _records, ...event } of trace.events) yield JSON.stringify({ event });
  for (const { records: _records, ...note } of trace.notes) yield JSON.stringify({ note });
  for (const { ref, bytes } of trace.blobs)
    yield JSON.stringify({ blob: ref.sha256, mediaType: ref.mediaType, base64: toBase64(bytes) });
}
