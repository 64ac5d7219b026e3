import type { Lineage } from '@/lib/db/lineage';
import { readEvents } from '@/lib/db/read-event';
import { readMessages } from '@/lib/db/read-messages';
import { blobNames, readBlob, readNotes, readSetups } from '@/lib/db/read-parts';
import type { Store } from '@/lib/db/store';
import type { StoredTrace } from '@/lib/db/trace-row';
import { exportNative } from '@/lib/formats/native/export';
import { joinedText } from '@/lib/server/http/joined-text';
import { webBody } from '@/lib/server/http/web-body';
import { contentDisposition } from '@/lib/server/uploads/content-disposition';
import type { Note, TraceHeader } from '@/lib/trace/trace';

/** The whole trace as native JSON lines, borrowed rows included, read and sent piece by piece. */
export function exportResponse(store: Store, trace: StoredTrace, lineage: Lineage): Response {
  const lines = exportLines(store, trace, lineage);
  return new Response(webBody(joinedText(ended(lines))), {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': contentDisposition(`${trace.name}.retake.jsonl`),
    },
  });
}

/** The lines of the export, without their line ends. */
export const exportLines = (
  store: Store,
  trace: StoredTrace,
  lineage: Lineage,
): Generator<string> =>
  exportNative({
    header: headerOf(trace),
    setups: readSetups(store.raw, lineage),
    messages: readMessages(store.raw, lineage),
    events: readEvents(store.raw, lineage),
    notes: allNotes(store, lineage),
    blobs: allBlobs(store, lineage),
  });

export function headerOf(trace: StoredTrace): TraceHeader {
  const { name, format, sourceId, outcome, timeQuality, lanes, totals } = trace;
  const { forkSeq, poolBase, extra } = trace;
  return {
    ...{ name, format, sourceId, outcome, timeQuality, lanes, totals, forkSeq, poolBase },
    ...(extra.origin === undefined ? {} : { origin: extra.origin }),
    ...(extra.header === undefined ? {} : { extra: extra.header }),
  };
}

const notesPerRead = 1000;

function* allNotes({ raw }: Store, lineage: Lineage): Generator<Note> {
  for (let from = 0; ; from += notesPerRead) {
    const { items } = readNotes(raw, lineage, from, notesPerRead);
    yield* items;
    if (items.length < notesPerRead) return;
  }
}

function* allBlobs({ raw }: Store, lineage: Lineage) {
  for (const sha256 of blobNames(raw, lineage)) {
    const blob = readBlob(raw, lineage, sha256);
    if (!blob) continue;
    const { mediaType, bytes } = blob;
    yield { ref: { sha256, mediaType, bytes: bytes.byteLength }, bytes };
  }
}

/** With their line ends. */
export function* ended(lines: Iterable<string>): Generator<string> {
  for (const line of lines) yield `${line}\n`;
}
