import type { RunDiff } from '@/lib/replay/diff/diff-runs';
import { counted } from './format-number';

/** What the words need of a comparison: of two runs here, or of what a share shows. */
export type Judged = Pick<
  RunDiff,
  'verdict' | 'blocks' | 'fork' | 'rejoined' | 'editedValue' | 'counts'
>;

interface Events {
  a: number;
  b: number;
}

/** The answer in one sentence. */
export function verdict(diff: Judged, events: Events): string {
  const { fork, rejoined, counts } = diff;
  switch (diff.verdict) {
    case 'identical':
      return counts.edit > 0
        ? `Content-identical apart from ${counts.edit === 1 ? 'the edit of the branch' : 'the edits of the branches'}`
        : `Content-identical: ${counted(counts.same, 'event')} on each side say the same`;
    case 'same':
      return 'No divergence: both runs keep the same course';
    case 'incomparable':
      return 'Not comparable event by event';
    case 'reconverged':
      return `Parted at A #${fork?.a} / B #${fork?.b}, together again from A #${rejoined?.a} / B #${rejoined?.b}`;
    case 'diverged':
      return parted(diff, events);
  }
}

function parted({ blocks, fork, editedValue }: Judged, events: Events): string {
  const { a, b } = fork ?? { a: 0, b: 0 };
  if (editedValue)
    return `One value differs, at A #${a} / B #${b}: “${editedValue.from}” is “${editedValue.to}” in B`;
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
  return `Diverged at A #${a} / B #${b}`;
}

/** What differs and is no divergence, in a few words; empty where nothing does. */
export function noise({ counts }: Judged): string {
  return [
    counts.absorbed > 0 ? `${counted(counts.absorbed, 'event')} absorbed` : null,
    counts.moved > 0 ? `${counts.moved} moved` : null,
    counts.ignored > 0 ? `${counts.ignored} equal but for what is ignored` : null,
  ]
    .filter((words) => words !== null)
    .join(', ');
}
