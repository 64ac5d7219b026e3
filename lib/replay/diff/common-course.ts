import type { Outline } from '@/lib/trace/outline';
import { type Divergence, locateDivergence } from '../align/locate-divergence';
import { lowerBound } from '../align/lower-bound';
import { coarseCourse } from './coarse-course';
import type { ComparedRun } from './compared-run';
import type { Match } from './match-sequences';
import { matchedPairs, type RowPair, sharedPairs } from './row-pair';
import { type WeighedSteps, weighedSteps } from './weighed-steps';

/** Rows of both sides; the length of a run where its last row was passed. */
export interface Rows {
  a: number;
  b: number;
}

/** How far two runs do the same. */
export interface CommonCourse {
  verdict: Divergence['verdict'];
  confidence: number;
  reason: string;
  coarse: boolean;
  fork: Rows | null;
  rejoined: Rows | null;
  editedValue: (Rows & { from: string; to: string }) | null;
  /** Rows taken for the same step on the common course, the shared past included; some may stand in other order. */
  pairs: RowPair[];
}

/** Rows from `start` on that a run did: its own edits are no step. */
function stepSeqs(outline: Outline, start: number): number[] {
  const seqs: number[] = [];
  for (let seq = start; seq < outline.length; seq += 1)
    if (outline[seq]?.kind !== 'edit') seqs.push(seq);
  return seqs;
}

/** How many steps behind the shared past have equal hashes. */
function equalHead(
  a: Outline,
  b: Outline,
  left: readonly number[],
  right: readonly number[],
): number {
  const shorter = Math.min(left.length, right.length);
  let at = 0;
  while (at < shorter && a[left[at] ?? -1]?.hash === b[right[at] ?? -1]?.hash) at += 1;
  return at;
}

type Pair = Divergence['pairs'][number];

/** Tells which pairs lie between the same equal rows that were left out: none may reach across some. */
function betweenSame({ rowsOfA, rowsOfB, known }: WeighedSteps): (pair: Pair) => boolean {
  const [ofA, ofB] = [known.map(({ a }) => a), known.map(({ b }) => b)];
  return ({ reference, failing }) =>
    lowerBound(ofA, rowsOfA[reference] ?? 0) === lowerBound(ofB, rowsOfB[failing] ?? 0);
}

/**
 * The course that two runs have in common, and where they leave it. The first `shared` rows are known equal:
 * behind them the question is only where the two part, never whether they can be compared.
 */
export function commonCourse(a: ComparedRun, b: ComparedRun, shared: number): CommonCourse {
  const left = stepSeqs(a.outline, shared);
  const right = stepSeqs(b.outline, shared);
  const steps = weighedSteps(a, b, left, right);
  const ends = { a: a.outline.length, b: b.outline.length };
  if (!steps.weighed) return coarseCourse(steps.matches, left, right, ends, shared);
  const found = locateDivergence(steps.a, steps.b);
  const { confidence, coarse, edit } = found;
  const reason = steps.byLine
    ? `${found.reason} In runs this long, events that both have are weighed by their first line.`
    : found.reason;
  const { rowsOfA, rowsOfB } = steps;
  const rowsAt = ({ reference, failing }: { reference: number; failing: number }): Rows => ({
    a: left[rowsOfA[reference] ?? left.length] ?? ends.a,
    b: right[rowsOfB[failing] ?? right.length] ?? ends.b,
  });
  const past = sharedPairs(shared);
  const equal = (match: Match): RowPair[] => matchedPairs(match, left, right);
  if (found.verdict === 'incomparable' && shared === 0)
    return {
      ...{ verdict: 'incomparable', confidence, reason, coarse },
      ...{ fork: null, rejoined: null, editedValue: null, pairs: [] },
    };
  if (found.verdict === 'incomparable') {
    const head = equalHead(a.outline, b.outline, left, right);
    const isPrefix = head === Math.min(left.length, right.length);
    return {
      ...{ verdict: 'diverged', coarse, rejoined: null, editedValue: null },
      confidence: isPrefix ? 1 : confidence,
      reason: isPrefix
        ? 'Up to where one of them ends the two are equal.'
        : 'Behind their shared past the two have next to nothing in common.',
      fork: { a: left[head] ?? ends.a, b: right[head] ?? ends.b },
      pairs: [...past, ...equal({ a: 0, b: 0, length: head })],
    };
  }
  return {
    ...{ verdict: found.verdict, confidence, reason, coarse },
    fork: edit ? rowsAt(edit) : found.left && rowsAt(found.left),
    rejoined: found.rejoined && rowsAt(found.rejoined),
    editedValue: edit && { ...rowsAt(edit), from: edit.from, to: edit.to },
    pairs: [
      ...past,
      ...steps.known.flatMap(equal),
      ...found.pairs
        .filter(betweenSame(steps))
        .map((pair): RowPair => [rowsAt(pair).a, rowsAt(pair).b]),
    ],
  };
}
