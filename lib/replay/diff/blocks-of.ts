import type { Outline } from '@/lib/trace/outline';
import type { RowPairs } from './pair-rows';

export type RowState = 'same' | 'changed' | 'moved' | 'absorbed' | 'left' | 'right' | 'edit';

/** Rows `[a, aEnd)` on the left beside `[b, bEnd)` on the right, all in one state. */
export interface RunBlock {
  state: RowState;
  a: number;
  aEnd: number;
  b: number;
  bEnd: number;
}

/** What the rows of a pair, or a row alone, are called. */
export interface RowJudge {
  pair: (a: number, b: number) => 'same' | 'changed';
  /** On the common course what one side has alone is noise. */
  isAbsorbed: (side: 'a' | 'b', seq: number) => boolean;
}

/**
 * Each row of both sides in exactly one block. Both sides ascend, but for moved pairs, which stand where A has
 * them, each in a block of its own.
 */
export function blocksOf(
  a: Outline,
  b: Outline,
  { partner, partnerOfB, moved }: RowPairs,
  judge: RowJudge,
): RunBlock[] {
  const blocks: RunBlock[] = [];
  const put = (state: RowState, x: number, y: number, onA: 0 | 1, onB: 0 | 1): void => {
    const last = blocks.at(-1);
    // Rows of one side only never share a block with those of the other: they would look like pairs.
    const isLike =
      last?.state === state &&
      last.aEnd > last.a === (onA === 1) &&
      last.bEnd > last.b === (onB === 1);
    if (state !== 'moved' && isLike && last.aEnd === x && last.bEnd === y) {
      last.aEnd += onA;
      last.bEnd += onB;
    } else blocks.push({ state, a: x, aEnd: x + onA, b: y, bEnd: y + onB });
  };
  const isMovedB = (y: number): boolean => moved.has(partnerOfB[y] ?? -1);
  let y = 0;
  const putRight = (until: number): void => {
    for (; y < until; y += 1) {
      if (isMovedB(y)) continue;
      if (b[y]?.kind === 'edit') put('edit', x, y, 0, 1);
      else put(judge.isAbsorbed('b', y) ? 'absorbed' : 'right', x, y, 0, 1);
    }
  };
  let x = 0;
  for (; x < a.length; x += 1) {
    const other = partner[x] ?? -1;
    if (other < 0) {
      if (a[x]?.kind === 'edit') put('edit', x, y, 1, 0);
      else put(judge.isAbsorbed('a', x) ? 'absorbed' : 'left', x, y, 1, 0);
    } else if (moved.has(x)) put('moved', x, other, 1, 1);
    else {
      putRight(other);
      put(judge.pair(x, other), x, other, 1, 1);
      y = other + 1;
    }
  }
  putRight(b.length);
  return blocks;
}
