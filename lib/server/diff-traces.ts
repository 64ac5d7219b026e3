import type { DiffResult } from '@/lib/api/diff-contract';
import type { Lineage } from '@/lib/db/lineage';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import { diffByType } from '@/lib/replay/diff/diff-by-type';
import { diffOutlines } from '@/lib/replay/diff/diff-outlines';
import { findLineage, findTrace } from './traces/find-trace';

/** Two live traces side by side. Throws AppError `not_found`. */
export async function diffTraces(store: Store, a: string, b: string): Promise<DiffResult> {
  const [left, right] = await Promise.all([findTrace(store, a), findTrace(store, b)]);
  return {
    a: { id: a, name: left.name, totals: left.totals },
    b: { id: b, name: right.name, totals: right.totals },
    ...diffLineages(store, findLineage(store, a), findLineage(store, b)),
  };
}

/** The comparison alone, of two views of traces. */
export function diffLineages(store: Store, a: Lineage, b: Lineage): Omit<DiffResult, 'a' | 'b'> {
  const left = readOutline(store, a);
  const right = readOutline(store, b);
  return {
    ...diffOutlines(left, right, sharedEvents(a, b)),
    shipit: diffByType(left, right),
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
