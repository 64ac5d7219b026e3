import { type Lineage, resolveLineage } from '@/lib/db/lineage';
import type { Store } from '@/lib/db/store';
import { type StoredTrace, traceOf } from '@/lib/db/trace-row';
import { AppError } from '@/lib/errors';

export const noTrace = (): AppError =>
  new AppError('not_found', 'There is no such trace.', {
    hint: 'It may have been deleted. Open the list of traces to find it.',
  });

/** A ready trace that is not deleted. Throws AppError `not_found`. */
export async function findTrace(store: Store, id: string): Promise<StoredTrace> {
  const row = await store.prisma.trace.findFirst({
    where: { id, status: 'ready', deletedAt: null },
  });
  if (!row) throw noTrace();
  return traceOf(row);
}

/** Whether there is a ready trace of that id that is not deleted. */
export const isLive = ({ raw }: Store, id: string): boolean =>
  raw
    .prepare<[string], unknown>(
      `SELECT 1 FROM "Trace" WHERE "id" = ? AND "status" = 'ready' AND "deletedAt" IS NULL`,
    )
    .get(id) !== undefined;

/** Where the rows of a ready, live trace are. Throws AppError `not_found`. */
export function findLineage(store: Store, id: string): Lineage {
  const lineage = isLive(store, id) ? resolveLineage(store.raw, id) : undefined;
  if (!lineage) throw noTrace();
  return lineage;
}
