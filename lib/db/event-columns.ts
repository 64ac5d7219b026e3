import { type Event, eventSchema } from '@/lib/trace/event';
import { type OutlineRow, outlineRowSchema } from '@/lib/trace/outline';
import { fromColumn, toColumn } from './text-column';

/** What an outline row is made of, in the order of `OutlineColumns`. */
export const outlineColumns = [
  'seq',
  'kind',
  'type',
  'lane',
  'parent',
  'name',
  'role',
  'call',
  'startedAt',
  'durationMs',
  'inputTokens',
  'outputTokens',
  'costUsd',
  'error',
  'unfinished',
  'hash',
  'setup',
  'edits',
  'summary',
] as const;
export const eventColumns = [...outlineColumns, 'records', 'body'] as const;

type Cell = string | number | null;

export const quoted = (columns: readonly string[]): string =>
  columns.map((column) => `"${column}"`).join(', ');

/** Fields that a column holds, or that are made of what columns hold. */
const inColumns = new Set<string>([
  'seq',
  'kind',
  'type',
  'lane',
  'parent',
  'name',
  'startedAt',
  'durationMs',
  'unfinished',
  'hash',
  'setup',
  'saw',
  'said',
  'sawFidelity',
  'saidFidelity',
  'summary',
  'records',
]);

function editsColumn(row: OutlineRow): string | null {
  const { saw, said, sawFidelity, saidFidelity } = row;
  if (!saw && !said && !sawFidelity && !saidFidelity) return null;
  return JSON.stringify({ saw, said, sawFidelity, saidFidelity });
}

/** Written member by member: a copy of the event without its columns costs more than the text. */
function bodyColumn(event: Event): string {
  let text = '';
  for (const [key, value] of Object.entries(event)) {
    if (value === undefined || inColumns.has(key)) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${JSON.stringify(value)}`;
  }
  return `{${text}}`;
}

/** The cells of one event, in the order of `eventColumns`. */
export function eventCells(event: Event, row: OutlineRow): Cell[] {
  return [
    row.seq,
    row.kind,
    toColumn(row.type),
    toColumn(row.lane),
    row.parent,
    row.name === null ? null : toColumn(row.name),
    row.role,
    row.call,
    row.startedAt,
    row.durationMs,
    row.inputTokens,
    row.outputTokens,
    row.costUsd,
    row.error ? 1 : 0,
    row.unfinished ? 1 : 0,
    row.hash,
    row.setup,
    editsColumn(row),
    toColumn(row.summary),
    JSON.stringify(event.records),
    bodyColumn(event),
  ];
}

const noEdits = { saw: null, said: null, sawFidelity: null, saidFidelity: null };

/**
 * The row as the columns say it, unchecked: a trace may have 100,000 of them, and `checkedOutline`
 * looks at what it must. Cells come in the order of `outlineColumns`.
 */
export function outlineRowOf(cells: readonly unknown[]): OutlineRow {
  const [seq, kind, type, lane, parent, name, role, call, startedAt, ...more] = cells;
  const [durationMs, inputTokens, outputTokens, costUsd, error, ...rest] = more;
  const [unfinished, hash, setup, edits, summary] = rest;
  const { saw, said, sawFidelity, saidFidelity } =
    edits === null ? noEdits : JSON.parse(String(edits));
  const row = {
    seq,
    kind,
    type: fromColumn(String(type)),
    lane: fromColumn(String(lane)),
    parent,
    name: name === null ? null : fromColumn(String(name)),
    role,
    call,
    startedAt,
    durationMs,
    inputTokens,
    outputTokens,
    costUsd,
    error: error === 1,
    unfinished: unfinished === 1,
    hash,
    setup,
    saw,
    said,
    sawFidelity,
    saidFidelity,
    summary: fromColumn(String(summary)),
  } satisfies Record<keyof OutlineRow, unknown>;
  // Written by eventCells of this version or brought up to it by a migration.
  return row as OutlineRow;
}

/** Checks the first row of a page in full: all rows of a table were written by the same code. */
export function checkedOutline(rows: OutlineRow[]): OutlineRow[] {
  if (rows[0]) outlineRowSchema.parse(rows[0]);
  return rows;
}

/** Throws ZodError where a stored event is not of this version's shape. */
export function eventOf(cells: readonly unknown[]): Event {
  const row = outlineRowOf(cells.slice(0, outlineColumns.length));
  const [records, body] = cells.slice(outlineColumns.length);
  const { seq, kind, type, lane, parent, name, startedAt, durationMs } = row;
  const { unfinished, hash, setup, saw, said, sawFidelity, saidFidelity, summary } = row;
  return eventSchema.parse({
    ...{ seq, kind, type, lane, parent, name, startedAt, durationMs },
    ...{ unfinished, hash, setup, saw, said, sawFidelity, saidFidelity, summary },
    records: JSON.parse(String(records)),
    ...JSON.parse(String(body)),
  });
}
