import type { EventKind } from '@/lib/trace/event';
import type { OutlineRow } from '@/lib/trace/outline';
import type { Outcome } from '@/lib/trace/trace';
import { plainLine } from './plain-line';

/** One word per kind, everywhere: row, outline, legend, diff. */
export const kindWord: Record<EventKind, string> = {
  message: 'message',
  'model-call': 'model call',
  'tool-call': 'tool call',
  'tool-result': 'tool result',
  edit: 'edit',
  state: 'state',
  span: 'span',
  log: 'log',
  error: 'error',
  handoff: 'hand-off',
  interrupt: 'interrupt',
  compaction: 'compaction',
  unreadable: 'unreadable',
};

export const outcomeWord: Record<Outcome, string> = {
  ok: 'ok',
  failed: 'failed',
  unfinished: 'unfinished',
  unknown: 'not recorded',
};

/** What stands in a row before its summary: the tool, the model, else the source's own word. */
export const rowName = (row: OutlineRow): string => plainLine(row.name ?? row.type);

/** What a screen reader says of a row. */
export function rowLabel(row: OutlineRow): string {
  const state = row.error ? ', error' : row.unfinished ? ', unfinished' : '';
  return `#${row.seq} ${kindWord[row.kind]} ${rowName(row)}${state}. ${plainLine(row.summary)}`;
}
