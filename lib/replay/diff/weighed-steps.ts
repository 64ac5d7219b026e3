import type { Outline } from '@/lib/trace/outline';
import type { Step } from '../align/step';
import { type ComparedRun, stepsOf } from './compared-run';
import { intern, type Match, matchSequences } from './match-sequences';

/** Up to so many rows of both sides together, each is weighed by its whole text. */
const wholeTexts = 4000;
/** Of longer runs, rows without an equal partner are weighed by their whole text while they are so few. */
const wholeOthers = 6000;
/** Of longer runs, so many equal rows beside a difference stay in the comparison: many, or few where many are too many. */
const contexts = [8, 2] as const;
const manyRows = 10_000;
/** More rows without an equal partner nearby are not weighed at all. */
const mostRows = 60_000;

/** Steps of both runs as alignment gets them. */
export interface WeighedSteps {
  weighed: true;
  a: Step[];
  b: Step[];
  /** Which of the given rows each of them is. */
  rowsOfA: readonly number[];
  rowsOfB: readonly number[];
  /** Equal rows that are left out: known pairs. */
  known: readonly Match[];
  /** Some were weighed by their first line only. */
  byLine: boolean;
}

/** There are too many: only what is equal is known. */
interface UnweighedSteps {
  weighed: false;
  matches: readonly Match[];
}

interface Kept {
  a: number[];
  b: number[];
  known: Match[];
}

/** Rows without an equal partner, and so many equal ones beside them. */
function keep(matches: readonly Match[], a: number, b: number, context: number): Kept {
  const kept: Kept = { a: [], b: [], known: [] };
  const add = (list: number[], from: number, to: number): void => {
    for (let at = from; at < to; at += 1) list.push(at);
  };
  let [x, y] = [0, 0];
  for (const match of matches) {
    add(kept.a, x, match.a);
    add(kept.b, y, match.b);
    [x, y] = [match.a + match.length, match.b + match.length];
    const head = match.a + match.b === 0 ? 0 : context;
    const tail = x === a && y === b ? 0 : context;
    // One that is short stays whole.
    const cut = Math.max(0, match.length - head - tail);
    const after = cut > 0 ? head : match.length;
    add(kept.a, match.a, match.a + after);
    add(kept.b, match.b, match.b + after);
    if (cut === 0) continue;
    kept.known.push({ a: match.a + head, b: match.b + head, length: cut });
    add(kept.a, x - tail, x);
    add(kept.b, y - tail, y);
  }
  add(kept.a, x, a);
  add(kept.b, y, b);
  return kept;
}

const hashesOf = (outline: Outline, seqs: readonly number[]): string[] =>
  seqs.map((seq) => outline[seq]?.hash ?? '');

/** Rows that no match covers. */
function alone(matches: readonly Match[], side: 'a' | 'b', rows: number): Set<number> {
  const others = new Set<number>();
  let at = 0;
  for (const match of [...matches, { a: rows, b: rows, length: 0 }]) {
    for (; at < match[side]; at += 1) others.add(at);
    at = match[side] + match.length;
  }
  return others;
}

/**
 * What alignment gets to see of rows `left` and `right`: all of short runs. Of long ones equal stretches are cut
 * short, and what has an equal partner is known by its first line. Of very long and different ones nothing.
 */
export function weighedSteps(
  a: ComparedRun,
  b: ComparedRun,
  left: readonly number[],
  right: readonly number[],
): WeighedSteps | UnweighedSteps {
  if (left.length + right.length <= wholeTexts)
    return {
      weighed: true,
      a: stepsOf(a, left, () => 'whole'),
      b: stepsOf(b, right, () => 'whole'),
      ...{ rowsOfA: [...left.keys()], rowsOfB: [...right.keys()], known: [], byLine: false },
    };
  const [x = [], y = []] = intern(hashesOf(a.outline, left), hashesOf(b.outline, right));
  const { matches } = matchSequences(x, y, 0);
  const [wide, narrow] = contexts;
  let kept = keep(matches, x.length, y.length, wide);
  if (kept.a.length + kept.b.length > manyRows) kept = keep(matches, x.length, y.length, narrow);
  if (kept.a.length + kept.b.length > mostRows) return { weighed: false, matches };

  const [othersOfA, othersOfB] = [alone(matches, 'a', x.length), alone(matches, 'b', y.length)];
  const isShort = kept.a.length + kept.b.length <= wholeTexts;
  const areFew = othersOfA.size + othersOfB.size <= wholeOthers;
  const textOf = (isOther: boolean) =>
    isShort || (areFew && isOther) ? 'whole' : isOther ? 'hash' : 'line';
  const steps = (run: ComparedRun, seqs: readonly number[], rows: number[], others: Set<number>) =>
    stepsOf(
      run,
      rows.map((row) => seqs[row] ?? 0),
      (at) => textOf(others.has(rows[at] ?? 0)),
    );
  return {
    weighed: true,
    a: steps(a, left, kept.a, othersOfA),
    b: steps(b, right, kept.b, othersOfB),
    ...{ rowsOfA: kept.a, rowsOfB: kept.b, known: kept.known, byLine: !isShort },
  };
}
