import { diffOutlines } from '@/lib/replay/diff/diff-outlines';
import type { Outline, OutlineRow } from '@/lib/trace/outline';

/** An event of a branch beside the one that its parent has in that place. */
export interface LivePair {
  own: OutlineRow | null;
  parent: OutlineRow | null;
  same: boolean;
}

export interface LivePairs {
  pairs: LivePair[];
  /** Index of the first pair that differs; null while none does. */
  first: number | null;
}

/**
 * What a branch did since its fork beside what its parent did there. Of the parent, what lies behind the
 * branch's newest event is left out: the branch may still come to it.
 */
export function livePairs(parent: Outline, branch: Outline, forkSeq: number): LivePairs {
  const theirs = parent.slice(forkSeq + 1);
  // The branch's own edits have no counterpart.
  const own = branch.slice(forkSeq + 1).filter(({ kind }) => kind !== 'edit');
  const pairs = diffOutlines(theirs, own).blocks.flatMap(({ state, a, aEnd, b, bEnd }) =>
    Array.from(
      { length: Math.max(aEnd - a, bEnd - b) },
      (_, at): LivePair => ({
        own: (b + at < bEnd ? own[b + at] : null) ?? null,
        parent: (a + at < aEnd ? theirs[a + at] : null) ?? null,
        same: state === 'same',
      }),
    ),
  );
  const beside = sideBySide(pairs);
  const last = beside.findLastIndex((pair) => pair.own !== null);
  const shown = beside.slice(0, last + 1);
  const first = shown.findIndex(({ same }) => !same);
  return { pairs: shown, first: first < 0 ? null : first };
}

/** Events of one side only stand beside those of the other side in the same gap, in their order. */
function sideBySide(pairs: readonly LivePair[]): LivePair[] {
  const out: LivePair[] = [];
  for (let at = 0; at < pairs.length; ) {
    const gap: LivePair[] = [];
    for (let one = pairs[at + gap.length]; isOneSided(one); one = pairs[at + gap.length])
      gap.push(one);
    const own = gap.flatMap((one) => one.own ?? []);
    const parent = gap.flatMap((one) => one.parent ?? []);
    for (let nth = 0; nth < Math.max(own.length, parent.length); nth += 1)
      out.push({ own: own[nth] ?? null, parent: parent[nth] ?? null, same: false });
    at += gap.length;
    const whole = pairs[at];
    if (whole) out.push(whole);
    at += 1;
  }
  return out;
}

const isOneSided = (pair: LivePair | undefined): pair is LivePair =>
  pair !== undefined && (pair.own === null || pair.parent === null);
