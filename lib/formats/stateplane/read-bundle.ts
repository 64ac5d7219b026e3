import type { TraceBuilder } from '@/lib/trace/builder';
import type { Hash } from '@/lib/trace/identity';
import { isObject, type Json, type JsonObject, textField } from '@/lib/trace/json';
import { elementSpans, memberSpans } from '../source/boundary-scan';
import { baseName } from '../source/file-name';
import type { SourceFile } from '../source/source-file';
import { type Bundle, roleOf } from './bundle';
import { hashNotes } from './file-hashes';
import { tellPreparedRequest } from './prepared-request';
import { stateEvent } from './state-event';

/** A file as one record. */
export const whole = (file: SourceFile) => ({ start: 0, end: file.bytes.length });

function contentOf(file: SourceFile | null): Json | null {
  const parsed = file && file.layout === 'document' ? file.parse(whole(file)) : null;
  return parsed?.ok ? parsed.value : null;
}

/** Id and title of the run that a bundle is of, as its `run.json` and its manifest have them. */
export function runOf({ manifest, documents }: Bundle): {
  id: string | null;
  title: string | null;
} {
  const run = contentOf(documents.find((file) => roleOf(file) === 'run') ?? null);
  return {
    id: textField(run, 'run_id') ?? textField(contentOf(manifest), 'run_id') ?? null,
    title: textField(run, 'title') ?? null,
  };
}

/** A file of the bundle beside its events: what it holds, as it is. */
function tellDocument(file: SourceFile, lane: string, builder: TraceBuilder): void {
  const record = file.ref(whole(file));
  const base = baseName(file.path);
  const type = roleOf(file) ?? 'file';
  if (file.layout !== 'document') {
    const text = file.layout === 'binary' ? `${base}: no text` : file.text(whole(file));
    builder.add({ kind: 'log', type, lane, name: base, records: [record], text });
    return;
  }
  const parsed = file.parse(whole(file));
  if (!parsed.ok) {
    const { reason } = parsed;
    builder.add({ kind: 'unreadable', type: 'unreadable', lane, records: [record], reason });
    return;
  }
  const { value } = parsed;
  if (type === 'prepared_request' && tellPreparedRequest(value, lane, record, builder)) return;
  builder.add({ kind: 'log', type, lane, name: base, records: [record], text: base, value });
}

function tellEvents({ events, list }: Bundle, home: string, builder: TraceBuilder): boolean {
  let timed = false;
  for (const span of elementSpans(events.bytes, list)) {
    const record = events.ref(span);
    const parsed = events.parse(span);
    if (parsed.ok && isObject(parsed.value)) {
      const draft = stateEvent(parsed.value, home, record);
      timed ||= draft.startedAt !== null && draft.startedAt !== undefined;
      builder.add(draft);
      continue;
    }
    const reason = parsed.ok ? 'This is no event' : parsed.reason;
    builder.add({ kind: 'unreadable', type: 'unreadable', lane: home, records: [record], reason });
  }
  return timed;
}

/** What stands beside the list in the file of events. */
function envelopeOf({ events, list }: Bundle): JsonObject {
  const root = events.values().next().value;
  if (!root || root.start === list.start) return {};
  return Object.fromEntries(
    [...memberSpans(events.bytes, root)].flatMap(({ key, value }) => {
      const parsed = value.start === list.start ? null : events.parse(value);
      return parsed?.ok ? [[key, parsed.value]] : [];
    }),
  );
}

function firstEvent({ events, list }: Bundle): Json | undefined {
  const span = elementSpans(events.bytes, list).next().value;
  const parsed = span && events.parse(span);
  return parsed?.ok ? parsed.value : undefined;
}

/** Reads a bundle: its events, then its files, then the request that was prepared. */
export function readBundle(bundle: Bundle, title: string, builder: TraceBuilder, hash: Hash): void {
  const { id } = runOf(bundle);
  const home = id ?? 'main';
  builder.note({
    ...{ severity: 'info', code: 'experimental', records: [] },
    message:
      'Experimental: the format of StatePlane bundles is not published. Fields are read by their likely names, and nothing is left out.',
  });
  const manifest = contentOf(bundle.manifest);
  for (const note of hashNotes(bundle, manifest, hash)) builder.note(note);
  const timed = tellEvents(bundle, home, builder);
  const documents = bundle.manifest ? [bundle.manifest, ...bundle.documents] : bundle.documents;
  const asked = (file: SourceFile): number => Number(roleOf(file) === 'prepared_request');
  for (const file of documents.toSorted((a, b) => asked(a) - asked(b)))
    tellDocument(file, home, builder);
  const session = textField(firstEvent(bundle), 'session_id');
  const extra = {
    ...envelopeOf(bundle),
    ...(session === undefined ? {} : { session_id: session }),
  };
  builder.finish({
    ...{ name: title, format: 'stateplane', sourceId: id, outcome: 'unknown' },
    timeQuality: timed ? 'recorded' : 'none',
    ...(Object.keys(extra).length > 0 ? { extra } : {}),
  });
}
