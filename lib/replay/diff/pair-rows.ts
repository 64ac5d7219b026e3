import type { Outline } from '@/lib/trace/outline';
import type { CommonCourse, Rows } from './common-course';
import { diffOutlines } from './diff-outlines';
import { longestAscending } from './match-sequences';

/** Which row of B stands beside which row of A. */
export interface RowPairs {
  /** By the row of A; -1: none. */
  partner: Int32Array;
  /** By the row of B; -1: none. */
  partnerOfB: Int32Array;
  /** Rows of A whose partner stands in another order. */
  moved: Set<number>;
}

/** A step is looked for so many rows away from where it would stand. */
const moveReach = 32;

/** Rows off the common course, by their hashes and their shape: there only the reader's eye pairs them. */
function* offCourse(a: Outline, b: Outline, from: Rows, to: Rows): Generator<[number, number]> {
  const { blocks } = diffOutlines(a.slice(from.a, to.a), b.slice(from.b, to.b));
  for (const { state, a: start, aEnd, b: startB } of blocks)
    if (state === 'same' || state === 'changed')
      for (let at = start; at < aEnd; at += 1) yield [from.a + at, from.b + startB + at - start];
}

/**
 * Pairs of rows: the common course's, and off it those that look alike. Equal rows that stand near to each other
 * in another order find each other, also where the course had paired them with something else.
 */
export function pairRows(a: Outline, b: Outline, course: CommonCourse): RowPairs {
  const partner = new Int32Array(a.length).fill(-1);
  const partnerOfB = new Int32Array(b.length).fill(-1);
  const put = (x: number, y: number): void => {
    partner[x] = y;
    partnerOfB[y] = x;
  };
  for (const [x, y] of course.pairs) put(x, y);
  const end = { a: a.length, b: b.length };
  const leaves =
    course.verdict === 'incomparable' ? { a: 0, b: 0 } : course.editedValue ? null : course.fork;
  if (leaves) {
    for (const [x, y] of offCourse(a, b, leaves, course.rejoined ?? end)) put(x, y);
  }
  reunite(a, b, partner, partnerOfB);

  const pairs: [number, number][] = [];
  partner.forEach((y, x) => {
    if (y >= 0) pairs.push([x, y]);
  });
  const inOrder = new Set(longestAscending(pairs).map(([x]) => x));
  return { partner, partnerOfB, moved: new Set(pairs.flatMap(([x]) => (inOrder.has(x) ? [] : x))) };
}

/** Pairs equal rows near to each other that have no equal partner yet; what they leave stays alone. */
function reunite(a: Outline, b: Outline, partner: Int32Array, partnerOfB: Int32Array): void {
  const isSettled = (x: number, y: number): boolean => a[x]?.hash === b[y]?.hash;
  const waiting = new Map<string, number[]>();
  b.forEach(({ hash, kind }, y) => {
    const x = partnerOfB[y] ?? -1;
    if (kind === 'edit' || (x >= 0 && isSettled(x, y))) return;
    const list = waiting.get(hash);
    if (list) list.push(y);
    else waiting.set(hash, [y]);
  });
  // Where the next row of A would stand in B.
  let beside = 0;
  a.forEach(({ hash }, x) => {
    const y = partner[x] ?? -1;
    if (y >= 0 && isSettled(x, y)) {
      beside = y + 1;
      return;
    }
    const list = waiting.get(hash);
    const at = list?.findIndex((other) => Math.abs(other - beside) <= moveReach) ?? -1;
    const [found] = at >= 0 ? (list?.splice(at, 1) ?? []) : [];
    if (found !== undefined) {
      if (y >= 0) partnerOfB[y] = -1;
      const former = partnerOfB[found] ?? -1;
      if (former >= 0) partner[former] = -1;
      partner[x] = found;
      partnerOfB[found] = x;
    }
    if (y >= 0) beside = Math.max(beside, y + 1);
  });
}
