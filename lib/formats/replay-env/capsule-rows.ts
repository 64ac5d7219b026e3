import type { TraceBuilder } from '@/lib/trace/builder';
import { type Json, listField } from '@/lib/trace/json';
import type { ValueSpan } from '../source/boundary-scan';
import { itemsOf, type ReplayDocument } from './document';

const lane = 'main';
/** Rows of one event: a table of millions is no single body. */
const chunk = 1000;

const rowWords = (rows: number): string => `${rows} ${rows === 1 ? 'row' : 'rows'}`;

interface Row {
  span: ValueSpan;
  value: Json;
}

/** Rows that parse; the others are told as unreadable, in their place. */
function readRows(
  { file }: ReplayDocument,
  spans: readonly ValueSpan[],
  builder: TraceBuilder,
): Row[] {
  return spans.flatMap((span) => {
    const parsed = file.parse(span);
    if (parsed.ok) return [{ span, value: parsed.value }];
    const records = [file.ref(span)];
    builder.add({ kind: 'unreadable', type: 'unreadable', lane, records, reason: parsed.reason });
    return [];
  });
}

function tellRows(
  { file }: ReplayDocument,
  head: { type: string; name: string },
  rows: readonly Row[],
  place: { from: number; of: number },
  builder: TraceBuilder,
): void {
  const { from, of } = place;
  const words = of > chunk ? `rows ${from + 1} to ${from + rows.length} of ${of}` : rowWords(of);
  builder.add({
    ...{ ...head, kind: 'log', lane, text: words, value: rows.map(({ value }) => value) },
    records: rows.map(({ span }) => file.ref(span)),
  });
}

/** Who is in it, by the reasons why. */
export function tellGraph(
  document: ReplayDocument,
  spans: readonly ValueSpan[] | null,
  builder: TraceBuilder,
): void {
  const at = document.members.get('graph');
  if (spans === null || spans.length === 0) {
    if (at) tellWhole(document, { type: 'graph', name: 'graph' }, at, builder);
    return;
  }
  const groups = new Map<string, Row[]>();
  for (const row of readRows(document, spans, builder)) {
    const reasons = listField(row.value, 'reasons') ?? [];
    const name = reasons.map(String).join(', ') || 'no reason';
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  for (const [name, rows] of groups)
    for (let from = 0; from < rows.length; from += chunk)
      tellRows(
        document,
        { type: 'graph', name },
        rows.slice(from, from + chunk),
        { from, of: rows.length },
        builder,
      );
}

/** A table by its rows; an empty one, and what is no list, as it is. */
export function tellTable(
  document: ReplayDocument,
  name: string,
  at: ValueSpan,
  builder: TraceBuilder,
): void {
  const head = { type: 'table', name };
  const spans = itemsOf(document.file, at);
  if (spans === null || spans.length === 0) {
    tellWhole(document, head, at, builder);
    return;
  }
  for (let from = 0; from < spans.length; from += chunk) {
    const rows = readRows(document, spans.slice(from, from + chunk), builder);
    if (rows.length > 0) tellRows(document, head, rows, { from, of: spans.length }, builder);
  }
}

/** An empty table, or what stands where rows are due. */
function tellWhole(
  { file }: ReplayDocument,
  head: { type: string; name: string },
  at: ValueSpan,
  builder: TraceBuilder,
): void {
  const records = [file.ref(at)];
  const parsed = file.parse(at);
  if (!parsed.ok) {
    builder.add({ kind: 'unreadable', type: 'unreadable', lane, records, reason: parsed.reason });
    return;
  }
  const rows = Array.isArray(parsed.value);
  const text = rows ? rowWords(0) : 'no list of rows';
  builder.add({ ...head, kind: 'log', lane, text, records, value: parsed.value });
  if (!rows)
    builder.note({
      ...{ severity: 'warning', code: 'no-rows', records },
      message: `${head.name} is no list of rows: replay-env counts it as empty.`,
    });
}
