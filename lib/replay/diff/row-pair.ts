import type { Match } from './match-sequences';

/** A row of each side, by seq. */
export type RowPair = [a: number, b: number];

/** The first rows of two runs that are known equal. */
export const sharedPairs = (shared: number): RowPair[] =>
  Array.from({ length: shared }, (_, seq) => [seq, seq]);

/** Rows of a match among those of `left` and `right`. */
export const matchedPairs = (
  match: Match,
  left: readonly number[],
  right: readonly number[],
): RowPair[] =>
  Array.from({ length: match.length }, (_, at) => [
    left[match.a + at] ?? 0,
    right[match.b + at] ?? 0,
  ]);
