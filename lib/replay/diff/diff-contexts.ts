import { type Refs, refsOf } from '@/lib/trace/conversation';
import { intern, matchSequences } from './match-sequences';

/** A message of a conversation: where it is, and what it says. */
export interface ContextEntry {
  position: number;
  hash: string;
}

/** Messages `[a, aEnd)` of one conversation beside `[b, bEnd)` of the other, and where they are in the pools. */
export interface ContextBlock {
  state: 'same' | 'changed' | 'left' | 'right';
  a: number;
  aEnd: number;
  b: number;
  bEnd: number;
  aPositions: Refs;
  bPositions: Refs;
}

/**
 * Two conversations, message beside message by what they say. Between equal stretches messages stand beside each
 * other in their order as `changed`; what is left over is on one side only. Never quadratic.
 */
export function diffContexts(
  a: readonly ContextEntry[],
  b: readonly ContextEntry[],
): { blocks: ContextBlock[]; coarse: boolean } {
  const [left = [], right = []] = intern(
    a.map(({ hash }) => hash),
    b.map(({ hash }) => hash),
  );
  const { matches, coarse } = matchSequences(left, right, 0);
  const blocks: ContextBlock[] = [];
  let [x, y] = [0, 0];
  const put = (state: ContextBlock['state'], onA: number, onB: number): void => {
    if (onA + onB === 0) return;
    const positions = (entries: readonly ContextEntry[], from: number, count: number): Refs =>
      refsOf(entries.slice(from, from + count).map(({ position }) => position));
    blocks.push({
      ...{ state, a: x, aEnd: x + onA, b: y, bEnd: y + onB },
      ...{ aPositions: positions(a, x, onA), bPositions: positions(b, y, onB) },
    });
    x += onA;
    y += onB;
  };
  for (const match of [...matches, { a: a.length, b: b.length, length: 0 }]) {
    const both = Math.min(match.a - x, match.b - y);
    put('changed', both, both);
    put('left', match.a - x, 0);
    put('right', 0, match.b - y);
    put('same', match.length, match.length);
  }
  return { blocks, coarse };
}
