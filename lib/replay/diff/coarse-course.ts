import type { CommonCourse, Rows } from './common-course';
import type { Match } from './match-sequences';
import { matchedPairs, sharedPairs } from './row-pair';

/** Steps in a row that both do, from which on they are in sync again: fewer may meet by chance. */
const resync = 2;
/** Share of the shorter run that must be found in the other. */
const leastCommon = 0.05;

/**
 * The common course by equal rows alone, for runs too long and too different to weigh: in sync up to the last
 * stretch of two or more equal rows. Always coarse.
 */
export function coarseCourse(
  matches: readonly Match[],
  left: readonly number[],
  right: readonly number[],
  ends: Rows,
  shared: number,
): CommonCourse {
  const common = matches.reduce((sum, { length }) => sum + length, 0);
  const share = common / Math.max(1, Math.min(left.length, right.length));
  const last = matches.findLast(({ length }) => length >= resync);
  const course = { coarse: true, rejoined: null, editedValue: null };
  if (shared === 0 && (share < leastCommon || !last))
    return {
      ...{ ...course, verdict: 'incomparable', fork: null, pairs: [], confidence: 0.8 },
      reason: 'Too few events are equal, and the runs are too long to weigh those that are not.',
    };
  const [x, y] = last ? [last.a + last.length, last.b + last.length] : [0, 0];
  const pairs = matches
    .filter(({ a }) => a < x)
    .flatMap((match) => matchedPairs(match, left, right));
  const isOver = x === left.length && y === right.length;
  return {
    ...{ ...course, verdict: isOver ? 'same' : 'diverged', confidence: isOver ? 0.7 : 0.6 },
    reason:
      'Judged by equal events alone: the runs are too long and too different to weigh the others.',
    fork: isOver ? null : { a: left[x] ?? ends.a, b: right[y] ?? ends.b },
    pairs: [...sharedPairs(shared), ...pairs],
  };
}
