import type { RowState, RunBlock } from '@/lib/replay/diff/blocks-of';
import type { Judged } from './verdict';
import { noise } from './verdict';

/** What the control did where A has a row: its state against A, and its own row where it has one. */
export interface ControlRow {
  state: RowState;
  seq: number | null;
}

/** By A's seq. Rows that only the control has are in none of them: `only` counts them. */
export function controlRows(blocks: readonly RunBlock[]): { byRow: ControlRow[]; only: number } {
  const byRow: ControlRow[] = [];
  let only = 0;
  for (const { state, a, aEnd, b, bEnd } of blocks) {
    if (state !== 'edit') only += Math.max(0, bEnd - b - (aEnd - a));
    for (let at = 0; at < aEnd - a; at += 1)
      byRow[a + at] = { state, seq: b + at < bEnd ? b + at : null };
  }
  return { byRow, only };
}

/** What became of the control against A, in a few words: what it does, too, is no work of B's edit. */
export function controlWords(diff: Judged): string {
  const at = diff.fork ? ` at A #${diff.fork.a}` : '';
  switch (diff.verdict) {
    case 'identical':
      return 'did what A did';
    case 'same':
      return noise(diff) === '' ? 'kept the course of A' : `kept the course of A (${noise(diff)})`;
    case 'diverged':
      return `left the course of A${at}, too`;
    case 'reconverged':
      return `left the course of A${at} and came back`;
    case 'incomparable':
      return 'cannot be compared with A event by event';
  }
}
