import type { OutlineRow } from '@/lib/trace/outline';
import type { Block } from './diff-outlines';

/** How far ahead a partner of the same shape is looked for, on the right side. */
const reach = 32;

const sameShape = (a: OutlineRow, b: OutlineRow): boolean =>
  a.kind === b.kind && (a.kind === 'model-call' || a.name === b.name);

/**
 * Rows between two equal stretches: rows of the same kind and name are the same step gone otherwise, in order;
 * the rest stands on one side only. An `edit` is a branch's own first row and has no partner.
 */
export function pairChanged(
  left: readonly OutlineRow[],
  right: readonly OutlineRow[],
  a0: number,
  b0: number,
): Block[] {
  const blocks: Block[] = [];
  const put = (
    state: Block['state'],
    a: number,
    aCount: number,
    b: number,
    bCount: number,
  ): void => {
    if (aCount + bCount > 0)
      blocks.push({ state, a: a0 + a, aEnd: a0 + a + aCount, b: b0 + b, bEnd: b0 + b + bCount });
  };
  const putOneSided = (a: number, aEnd: number, b: number, bEnd: number): void => {
    for (let at = a; at < aEnd; at += 1)
      put(left[at]?.kind === 'edit' ? 'edit' : 'left', at, 1, b, 0);
    for (let at = b; at < bEnd; at += 1)
      put(right[at]?.kind === 'edit' ? 'edit' : 'right', aEnd, 0, at, 1);
  };

  let [a, b] = [0, 0];
  let [aFrom, bFrom] = [0, 0];
  while (a < left.length && b < right.length) {
    const row = left[a];
    const stop = Math.min(right.length, b + reach);
    let partner = b;
    while (row && partner < stop && !sameShape(row, right[partner] ?? row)) partner += 1;
    if (row && row.kind !== 'edit' && partner < stop) {
      putOneSided(aFrom, a, bFrom, partner);
      put('changed', a, 1, partner, 1);
      b = partner + 1;
      aFrom = a + 1;
      bFrom = b;
    }
    a += 1;
  }
  putOneSided(aFrom, left.length, bFrom, right.length);
  return blocks;
}
