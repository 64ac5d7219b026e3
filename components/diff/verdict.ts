import { counted } from '@/lib/view/format-number';
import type { Comparison } from './diff-side';

/** The answer in one sentence. */
export function verdict(
  { blocks, divergedAt, counts }: Comparison,
  events: { a: number; b: number },
): string {
  if (!divergedAt)
    return counts.edit > 0
      ? `Content-identical apart from ${counts.edit === 1 ? 'the edit of the branch' : 'the edits of the branches'}`
      : `Content-identical: ${counted(counts.same, 'event')} on each side say the same`;
  const { a, b } = divergedAt;
  const endsWithEdit = (side: 'a' | 'b') =>
    blocks.some(
      (block) =>
        block.state === 'edit' &&
        block[side] === events[side] - 1 &&
        block[`${side}End`] === events[side],
    );
  const ends = (side: 'a' | 'b') =>
    `ends ${endsWithEdit(side) ? 'with its edit,' : 'at'} #${events[side] - 1}`;
  if (a >= events.a) return `A ${ends('a')}; B goes on from #${b}`;
  if (b >= events.b) return `B ${ends('b')}; A goes on from #${a}`;
  if (counts.same === 0) return 'Nothing in common: no event of A is found in B';
  return `Diverged at A #${a} / B #${b}`;
}
