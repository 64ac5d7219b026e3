import type { Json } from '@/lib/trace/json';
import type { Note } from '@/lib/trace/trace';
import { elementSpans, memberSpans, type Span, type ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';

/** One JSON document of the runtime's file stores: a trace (`events`) or a session (`messages`). */
export interface ShipitDocument {
  file: SourceFile;
  kind: 'trace' | 'session';
  span: ValueSpan;
  /** The events or messages; the last one is torn where the document is. */
  elements: ValueSpan[];
  /** `trace_id` or `session_id` as it stands, undefined where the key is absent. */
  id: Json | undefined;
  metadata: Json | undefined;
  /** Other top-level members, which the runtime ignores. */
  others: [key: string, value: Json][];
  /** Members that could not be read, and keys that stand twice. */
  notes: Note[];
}

const listKeys = new Map([
  ['events', 'trace'],
  ['messages', 'session'],
] as const);

const isListKey = (key: string): key is 'events' | 'messages' =>
  key === 'events' || key === 'messages';

/** Reads the envelope of the document at `span`; undefined where it holds no list of events or messages. */
function readDocument(file: SourceFile, span: ValueSpan): ShipitDocument | undefined {
  const document: ShipitDocument = {
    file,
    kind: 'trace',
    span,
    elements: [],
    id: undefined,
    metadata: undefined,
    others: [],
    notes: [],
  };
  let list: { key: 'events' | 'messages'; value: ValueSpan } | undefined;
  for (const { key, value } of memberSpans(file.bytes, span)) {
    if (isListKey(key) && file.bytes[value.start] === 0x5b) {
      // A trace whose other members happen to hold messages is still a trace.
      if (list?.key === key)
        document.notes.push(
          note(`"${key}" stands twice: the last one is read, as the runtime does`),
        );
      if (list?.key !== 'events' || key === 'events') list = { key, value };
      continue;
    }
    const parsed = file.parse(value);
    if (!parsed.ok)
      document.notes.push(note(`"${key.slice(0, 80)}" is left out: ${parsed.reason}`));
    else if (key === 'trace_id' || key === 'session_id') document.id = parsed.value;
    else if (key === 'metadata') document.metadata = parsed.value;
    else document.others.push([key, parsed.value]);
  }
  if (!list) return undefined;
  document.kind = listKeys.get(list.key) ?? 'trace';
  document.elements = [...elementSpans(file.bytes, list.value)];
  return document;
}

const note = (message: string): Note => ({
  severity: 'warning',
  code: 'envelope',
  message,
  records: [],
});

/** The documents of a file, and where what follows them begins: the rest of an older, longer version. */
export function documentsOf(file: SourceFile): { documents: ShipitDocument[]; rest: Span | null } {
  const documents: ShipitDocument[] = [];
  for (const span of file.values()) {
    const document = readDocument(file, span);
    if (!document) return { documents, rest: { start: span.start, end: file.bytes.length } };
    documents.push(document);
  }
  return { documents, rest: null };
}
