import { diffOutlines } from '@/lib/replay/diff/diff-outlines';
import type { EventKind } from '@/lib/trace/event';
import type { OutlineRow } from '@/lib/trace/outline';

/** An event of the branch, one of the parent, or both where they differ. */
export interface Parting {
  seq: number | null;
  parentSeq: number | null;
}

/** What a resume makes. The parent's spans, logs and states have no partner in a branch, whatever it did. */
const made: ReadonlySet<EventKind> = new Set(['model-call', 'tool-call', 'tool-result', 'error']);

/**
 * Where a resumed branch first does otherwise than its parent; null where it does not.
 *
 * Both are rows after the fork, from event `from` on. The branch's own edits do not count, nor does a reply that
 * was cut off. Of what the parent has and the branch has not, only that counts which a resume could have done:
 * events of the same lane, up to the next thing that a person said.
 * @param done the run came to its end by itself: where it did not, what the parent did later is still to come
 */
export function parting(
  parent: readonly OutlineRow[],
  branch: readonly OutlineRow[],
  from: number,
  done: boolean,
): Parting | null {
  const lane = branch.find(({ kind }) => kind === 'edit')?.lane;
  const due = (row: OutlineRow): boolean => made.has(row.kind) && row.lane === lane;
  const { blocks } = diffOutlines(parent, branch);
  let isTurnOver = false;
  for (const [index, { state, a, aEnd, b, bEnd }] of blocks.entries()) {
    if (state === 'same' || state === 'edit') continue;
    if (state === 'left') {
      const isStill = b === branch.length && !done;
      for (const [at, row] of parent.slice(a, aEnd).entries()) {
        if (row.kind === 'message') isTurnOver = true;
        if (isTurnOver || isStill || !due(row)) continue;
        const instead = blocks.slice(index + 1).find((block) => block.state !== 'edit');
        const seq = instead?.state === 'right' ? from + instead.b : null;
        return { seq, parentSeq: from + a + at };
      }
      continue;
    }
    const at = branch.slice(b, bEnd).findIndex(({ unfinished }) => !unfinished);
    if (at < 0) continue;
    return { seq: from + b + at, parentSeq: state === 'changed' ? from + a + at : null };
  }
  return null;
}
