import type { DiffResult, Ignorable } from '@/lib/api/diff-contract';
import type { Lineage } from '@/lib/db/lineage';
import { diffByType } from '@/lib/replay/diff/diff-by-type';
import { diffRuns } from '@/lib/replay/diff/diff-runs';
import { comparedRun, type DiffSource } from './compared-run';

/** The comparison alone, of two views of traces. */
export type LineageDiff = Omit<DiffResult, 'a' | 'b' | 'control'>;

/** Synchronous: of long runs it takes seconds. */
export function compareLineages(
  source: DiffSource,
  a: Lineage,
  b: Lineage,
  ignore: readonly Ignorable[],
): LineageDiff {
  const [left, right] = [comparedRun(source, a), comparedRun(source, b)];
  return {
    ...diffRuns(left, right, { sharedPrefix: sharedEvents(a, b), ignore }),
    shipit: diffByType(left.outline, right.outline),
  };
}

/** How many first events two traces borrow from the very same rows. */
export function sharedEvents(a: Lineage, b: Lineage): number {
  let shared = 0;
  for (const segment of a.segments) {
    const twin = b.segments.find(({ traceId }) => traceId === segment.traceId);
    if (twin?.fromSeq !== segment.fromSeq || segment.fromSeq !== shared) break;
    shared = Math.min(segment.toSeq, twin.toSeq);
    if (segment.toSeq !== twin.toSeq) break;
  }
  return shared;
}
