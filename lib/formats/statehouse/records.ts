import type { Json } from '@/lib/trace/json';
import { elementSpans, memberSpans, type ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';
import {
  readDocumentedStep,
  readSnapshotRow,
  readTransaction,
  type Transaction,
} from './transaction';

export type Shape = 'transactions' | 'steps' | 'snapshot';

const readers: Record<Shape, (value: Json) => Transaction | null> = {
  transactions: readTransaction,
  steps: readDocumentedStep,
  snapshot: readSnapshotRow,
};

/** The records of one file, and how each is to be read. */
export interface StatehouseFile {
  file: SourceFile;
  shape: Shape;
  spans: ValueSpan[];
  /** `metadata` of a snapshot. */
  head: ValueSpan | null;
}

export const readRecord = ({ shape }: StatehouseFile, value: Json): Transaction | null =>
  readers[shape](value);

const looked = 20;

/** Values of the file, those of arrays one by one. */
function* flatRecords(file: SourceFile): Generator<ValueSpan> {
  for (const span of file.records()) {
    if (file.bytes[span.start] === 0x5b) yield* elementSpans(file.bytes, span);
    else yield span;
  }
}

function head(file: SourceFile, spans: Iterable<ValueSpan>): Json[] {
  const found: Json[] = [];
  let tried = 0;
  for (const span of spans) {
    tried += 1;
    if (tried > looked) break;
    const parsed = span.end - span.start > 4_000_000 ? null : file.parse(span);
    if (parsed?.ok) found.push(parsed.value);
  }
  return found;
}

const most = (values: Json[], read: (value: Json) => Transaction | null): boolean =>
  values.length > 0 && values.filter((value) => read(value)).length * 2 > values.length;

function snapshotOf(file: SourceFile): Omit<StatehouseFile, 'shape'> | null {
  const root = file.values().next().value;
  if (!root) return null;
  const members = new Map([...memberSpans(file.bytes, root)].map(({ key, value }) => [key, value]));
  const rows = members.get('records');
  const metadata = members.get('metadata') ?? null;
  if (!rows || !metadata || file.bytes[rows.start] !== 0x5b) return null;
  const keys = [...memberSpans(file.bytes, metadata)].map(({ key }) => key);
  if (!keys.includes('snapshot_ts')) return null;
  return { file, spans: [...elementSpans(file.bytes, rows)], head: metadata };
}

/** How sure a file is one of Statehouse, without its records. */
export function shapeOf(file: SourceFile): Shape | null {
  if (file.layout === 'empty' || file.layout === 'binary' || file.layout === 'text') return null;
  if (file.layout === 'document' && snapshotOf(file)) return 'snapshot';
  const values = head(file, flatRecords(file));
  if (most(values, readTransaction)) return 'transactions';
  return most(values, readDocumentedStep) ? 'steps' : null;
}

export function recordsOf(file: SourceFile): StatehouseFile | null {
  const shape = shapeOf(file);
  if (shape === null) return null;
  const snapshot = shape === 'snapshot' ? snapshotOf(file) : null;
  if (snapshot) return { ...snapshot, shape };
  return { file, shape, spans: [...flatRecords(file)], head: null };
}
