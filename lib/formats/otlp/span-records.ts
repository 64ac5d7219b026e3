import { elementSpans, memberSpans, type ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';

export type Found =
  | { kind: 'span'; at: ValueSpan }
  | { kind: 'resource'; at: ValueSpan }
  /** A log record: some exporters put the messages of a span there. */
  | { kind: 'log'; at: ValueSpan }
  /** A value of the file that holds no spans, or a torn envelope. */
  | { kind: 'other'; at: ValueSpan };

/** `batches` is Grafana Tempo's word. */
const groupKeys = new Set(['resourceSpans', 'resource_spans', 'batches']);
const scopeKeys = new Set([
  'scopeSpans',
  'scope_spans',
  'instrumentationLibrarySpans',
  'instrumentation_library_spans',
]);
const logKeys = new Set(['resourceLogs', 'resource_logs']);
const logScopeKeys = new Set(['scopeLogs', 'scope_logs', 'instrumentationLibraryLogs']);
const logListKeys = new Set(['logRecords', 'log_records', 'logs']);
const OBJECT = 0x7b;
const ARRAY = 0x5b;

/** Notes and pictures may lie beside the traces of a folder. */
export const holdsJson = ({ layout }: SourceFile): boolean =>
  layout === 'document' || layout === 'lines' || layout === 'values';

/** Finds the span objects of a file by their brackets alone: nothing is parsed. */
export function* spanRecords(file: SourceFile): Generator<Found> {
  if (!holdsJson(file)) {
    // One record for the whole file: a text would fall into as many values as it has words.
    if (file.layout !== 'empty')
      yield { kind: 'other', at: { start: 0, end: file.bytes.length, depth: 0, torn: false } };
    return;
  }
  for (const value of file.records()) {
    if (file.bytes[value.start] !== ARRAY) yield* request(file, value);
    else for (const element of elementSpans(file.bytes, value)) yield* request(file, element);
  }
}

function* request(file: SourceFile, value: ValueSpan): Generator<Found> {
  let groups = false;
  for (const member of requestMembers(file, value)) {
    groups = true;
    for (const group of elementSpans(file.bytes, member)) yield* resourceGroup(file, group);
  }
  for (const { key, value: list } of memberSpans(file.bytes, value))
    if (logKeys.has(key) && file.bytes[list.start] === ARRAY) {
      for (const group of elementSpans(file.bytes, list))
        for (const log of logGroup(file, group)) {
          groups = true;
          yield log;
        }
    }
  if (!groups) yield { kind: 'other', at: value };
}

/** The lists of resource groups in a request; Tempo's newer API has them one level down. */
export function* requestMembers(file: SourceFile, value: ValueSpan): Generator<ValueSpan> {
  for (const member of memberSpans(file.bytes, value)) {
    if (groupKeys.has(member.key) && file.bytes[member.value.start] === ARRAY) yield member.value;
    else if (member.key === 'trace' && file.bytes[member.value.start] === OBJECT)
      for (const inner of memberSpans(file.bytes, member.value))
        if (groupKeys.has(inner.key)) yield inner.value;
  }
}

function* resourceGroup(file: SourceFile, group: ValueSpan): Generator<Found> {
  for (const member of memberSpans(file.bytes, group)) {
    if (member.key === 'resource') yield { kind: 'resource', at: member.value };
    if (!scopeKeys.has(member.key)) continue;
    for (const scope of elementSpans(file.bytes, member.value))
      for (const inner of memberSpans(file.bytes, scope))
        if (inner.key === 'spans')
          for (const at of elementSpans(file.bytes, inner.value)) yield { kind: 'span', at };
  }
}

function* logGroup(file: SourceFile, group: ValueSpan): Generator<Found> {
  for (const member of memberSpans(file.bytes, group))
    if (logScopeKeys.has(member.key))
      for (const scope of elementSpans(file.bytes, member.value))
        for (const inner of memberSpans(file.bytes, scope))
          if (logListKeys.has(inner.key))
            for (const at of elementSpans(file.bytes, inner.value)) yield { kind: 'log', at };
}

/** Whether a group of `batches` is one of spans: other formats use that word too. */
export function holdsScopes(file: SourceFile, groups: ValueSpan): boolean {
  for (const group of elementSpans(file.bytes, groups))
    for (const member of memberSpans(file.bytes, group)) if (scopeKeys.has(member.key)) return true;
  return false;
}
