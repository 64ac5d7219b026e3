import { field, type JsonObject, textField } from '@/lib/trace/json';
import { elementSpans, memberSpans, type Span, type ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';

/** `trace`: what `replay-env run` writes. `capsule`: exported rows. `manifest`: an app's, which holds no run. */
export type DocumentKind = 'trace' | 'capsule' | 'manifest';

/** One JSON document, by its members; of a key that stands twice the last one. */
export interface ReplayDocument {
  file: SourceFile;
  kind: DocumentKind;
  span: ValueSpan;
  members: Map<string, ValueSpan>;
  /** It has the mark of replay-env, and not only its shape. */
  marked: boolean;
}

const small = 10_000;

function documentAt(file: SourceFile, span: ValueSpan): ReplayDocument | null {
  const members = new Map([...memberSpans(file.bytes, span)].map(({ key, value }) => [key, value]));
  const text = (key: string): string => {
    const value = members.get(key);
    const parsed = value && value.end - value.start < small ? file.parse(value) : null;
    return parsed?.ok && typeof parsed.value === 'string' ? parsed.value : '';
  };
  const isObject = (key: string): boolean => file.bytes[members.get(key)?.start ?? -1] === 0x7b;
  const made = { file, span, members };
  if (text('kind') === 'replay-env-run-trace') return { ...made, kind: 'trace', marked: true };
  const marked = text('adapter').startsWith('postgres-subject-graph');
  if (isObject('tables') && isObject('subject') && (marked || members.has('graph')))
    return { ...made, kind: 'capsule', marked };
  return marked && members.has('appId') ? { ...made, kind: 'manifest', marked } : null;
}

/** The documents of a file, and where what is none of them begins. */
export function documentsOf(file: SourceFile): { documents: ReplayDocument[]; rest: Span | null } {
  const documents: ReplayDocument[] = [];
  if (file.layout === 'empty') return { documents, rest: null };
  const whole = { start: 0, end: file.bytes.length };
  if (file.layout === 'binary' || file.layout === 'text') return { documents, rest: whole };
  for (const span of file.values()) {
    const document = documentAt(file, span);
    if (!document) return { documents, rest: { start: span.start, end: file.bytes.length } };
    documents.push(document);
  }
  return { documents, rest: null };
}

/** Rows, events or entries of the list at `span`; null where there is no list. */
export function itemsOf(file: SourceFile, span: ValueSpan | undefined): ValueSpan[] | null {
  return span && file.bytes[span.start] === 0x5b ? [...elementSpans(file.bytes, span)] : null;
}

/** Parsed members, all but those named. What cannot be read is told as text of the reason. */
export function otherMembers(document: ReplayDocument, without: readonly string[]): JsonObject {
  const found: JsonObject = Object.create(null);
  for (const [key, span] of document.members) {
    if (without.includes(key)) continue;
    const parsed = document.file.parse(span);
    found[key] = parsed.ok ? parsed.value : `unreadable: ${parsed.reason}`;
  }
  return { ...found };
}

/** The instant of an RFC 3339 text in ms since the epoch, with the fraction below; null where it is none. */
export function instantOf(value: unknown, key: string): number | null {
  const text = textField(value, key);
  if (text === undefined || field(value, key) === '') return null;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) return null;
  const below = /\.\d{3}(\d+)/.exec(text)?.[1];
  return below === undefined ? ms : ms + Number(`0.${below}`);
}
