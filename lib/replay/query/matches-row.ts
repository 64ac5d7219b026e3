import type { OutlineRow } from '@/lib/trace/outline';
import type { Lane } from '@/lib/trace/trace';
import { combine } from './combine';
import type { Query } from './query';
import { type RowTruth, rowAtom } from './row-atom';
import { isTextLike, type TextLike, wantedText } from './text-like';
import { textTest } from './value-test';

/** What a query needs to know of a trace besides its rows. */
export interface QueryContext {
  lanes: readonly Lane[];
  /** Start of the run, milliseconds since the epoch: what `t` counts from. */
  startedAt: number | null;
  /** First event that a fork made here has of its own; null for a trace that was only imported. */
  ownFrom: number | null;
  /** Events that the reader left out. */
  excluded?: ReadonlySet<number>;
}

/**
 * A query as a test of rows, made once for all of them. Rows know no bodies: where `needsBodies` holds, words are
 * looked for in type, name and summary, and what only a body tells is not met. Ask `needsBodies` first.
 */
export function rowTest({ root }: Query, context: QueryContext): (row: OutlineRow) => boolean {
  const test = combine(root, (atom) =>
    isTextLike(atom) ? lineAtom(atom) : rowAtom(atom, context),
  );
  return (row) => test(row) === true;
}

/** The same for one row. */
export const matchesRow = (query: Query, row: OutlineRow, context: QueryContext): boolean =>
  rowTest(query, context)(row);

function lineAtom(atom: TextLike): RowTruth {
  const holds = textTest(wantedText(atom));
  return ({ type, name, summary }) =>
    holds(summary) || holds(type) || (name !== null && holds(name));
}
