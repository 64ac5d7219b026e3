import type { DiffResult, Ignorable } from '@/lib/api/diff-contract';
import type { Lineage } from '@/lib/db/lineage';
import type { Store } from '@/lib/db/store';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { compareInWorker } from './compare-in-worker';
import { compareLineages, type LineageDiff, sharedEvents } from './compare-lineages';
import { controlOf } from './control-of';
import { SharedWork } from './shared-work';

export interface DiffWish {
  ignore?: readonly Ignorable[];
  /** Whoever asked has gone. */
  signal?: AbortSignal | undefined;
}

/** Rows behind the shared past, both sides together, up to which comparing stops other requests for 0.1 s at most. */
const rowsAtOnce = 600;

/** Recorded rows never change, so a comparison of so many of them is never stale. */
const diffs = new SharedWork<LineageDiff>(20, 2);

/** Two live traces side by side. Throws AppError `not_found`. */
export async function diffTraces(
  store: Store,
  a: string,
  b: string,
  wish: DiffWish = {},
): Promise<DiffResult> {
  const [left, right] = await Promise.all([findTrace(store, a), findTrace(store, b)]);
  const [diff, control] = await Promise.all([
    diffLineages(store, findLineage(store, a), findLineage(store, b), wish),
    controlOf(store, a, b),
  ]);
  return {
    a: { id: a, name: left.name, totals: left.totals },
    b: { id: b, name: right.name, totals: right.totals },
    ...diff,
    control,
  };
}

const keyOf = ({ traceId, events, messages }: Lineage): string =>
  `${traceId}:${events}:${messages}`;

/** The comparison alone, of two views of traces: in a thread of its own where it is long. */
export function diffLineages(
  store: Store,
  a: Lineage,
  b: Lineage,
  { ignore = [], signal }: DiffWish = {},
): Promise<LineageDiff> {
  const sorted = [...new Set(ignore)].sort();
  const key = [store.file, keyOf(a), keyOf(b), ...sorted].join('\n');
  return diffs.get(key, signal, async (stop) => {
    const rows = a.events + b.events - 2 * sharedEvents(a, b);
    return rows <= rowsAtOnce
      ? compareLineages(store, a, b, sorted)
      : compareInWorker({ database: store.file, a, b, ignore: sorted }, stop);
  });
}
