import type { Outline } from '@/lib/trace/outline';
import { intern, matchSequences } from './match-sequences';
import { pairChanged } from './pair-changed';

/** Rows `[a, aEnd)` on the left beside `[b, bEnd)` on the right, all in one state. */
export interface Block {
  state: 'same' | 'changed' | 'left' | 'right' | 'edit';
  a: number;
  aEnd: number;
  b: number;
  bEnd: number;
}

export interface OutlineDiff {
  /** In order, without gaps: each row of both sides is in exactly one block. */
  blocks: Block[];
  /** First rows where the two part, the branch's own edit apart; null where they never do. */
  divergedAt: { a: number; b: number } | null;
  sharedPrefix: number;
  coarse: boolean;
  /** Rows per state, counted once for a pair. */
  counts: Record<Block['state'], number>;
  /** Nothing differs but the branch's own edit. */
  contentIdentical: boolean;
}

/**
 * Lays two runs side by side by event hash. The first `sharedPrefix` rows are known equal, because one trace
 * borrows them from the other or both from a third. Deterministic; swapping the sides swaps the answer.
 */
export function diffOutlines(a: Outline, b: Outline, sharedPrefix = 0): OutlineDiff {
  // Ties between equally good alignments are broken from one side: always the same one, whichever comes first.
  return comesFirst(a, b) ? diffOrdered(a, b, sharedPrefix) : flip(diffOrdered(b, a, sharedPrefix));
}

export function comesFirst(a: Outline, b: Outline): boolean {
  if (a.length !== b.length) return a.length < b.length;
  const at = a.findIndex((row, seq) => row.hash !== b[seq]?.hash);
  return at < 0 || (a[at]?.hash ?? '') < (b[at]?.hash ?? '');
}

const flippedState = {
  same: 'same',
  changed: 'changed',
  left: 'right',
  right: 'left',
  edit: 'edit',
} as const;

function flip(diff: OutlineDiff): OutlineDiff {
  const { divergedAt, counts } = diff;
  return {
    ...diff,
    blocks: diff.blocks.map(({ state, a, aEnd, b, bEnd }) => ({
      state: flippedState[state],
      a: b,
      aEnd: bEnd,
      b: a,
      bEnd: aEnd,
    })),
    divergedAt: divergedAt && { a: divergedAt.b, b: divergedAt.a },
    counts: { ...counts, left: counts.right, right: counts.left },
  };
}

function diffOrdered(a: Outline, b: Outline, sharedPrefix: number): OutlineDiff {
  const [left = [], right = []] = intern(
    a.map(({ hash }) => hash),
    b.map(({ hash }) => hash),
  );
  const { matches, coarse } = matchSequences(left, right, sharedPrefix);

  const blocks: Block[] = [];
  let [aAt, bAt] = [0, 0];
  for (const match of [...matches, { a: a.length, b: b.length, length: 0 }]) {
    append(blocks, pairChanged(a.slice(aAt, match.a), b.slice(bAt, match.b), aAt, bAt));
    aAt = match.a + match.length;
    bAt = match.b + match.length;
    if (match.length > 0)
      append(blocks, [{ state: 'same', a: match.a, aEnd: aAt, b: match.b, bEnd: bAt }]);
  }

  const counts = { same: 0, changed: 0, left: 0, right: 0, edit: 0 };
  for (const block of blocks)
    counts[block.state] += Math.max(block.aEnd - block.a, block.bEnd - block.b);
  const parting = blocks.find(({ state }) => state !== 'same' && state !== 'edit');
  return {
    blocks,
    divergedAt: parting ? { a: parting.a, b: parting.b } : null,
    sharedPrefix,
    coarse,
    counts,
    contentIdentical: !parting,
  };
}

/** Joins a block to its neighbour where the state and both ends agree. */
function append(blocks: Block[], more: Block[]): void {
  for (const block of more) {
    const last = blocks.at(-1);
    if (last && last.state === block.state && last.aEnd === block.a && last.bEnd === block.b) {
      last.aEnd = block.aEnd;
      last.bEnd = block.bEnd;
    } else blocks.push({ ...block });
  }
}
