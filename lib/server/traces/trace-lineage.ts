import type { LineageNode } from '@/lib/api/trace-contract';
import type { Store } from '@/lib/db/store';
import { traceOf } from '@/lib/db/trace-row';
import { forkOf, summariesOf } from './describe-trace';
import { findTrace } from './find-trace';

/**
 * The root of a trace and everything that grew from it, older first; deleted ones are kept where
 * something live borrows from them. Throws AppError `not_found`.
 */
export async function traceLineage(
  store: Store,
  id: string,
): Promise<{ rootId: string; nodes: LineageNode[] }> {
  await findTrace(store, id);
  const ids = store.raw
    .prepare<[string], string>(
      `WITH RECURSIVE
         up(id, parentId, depth) AS (
           SELECT "id", "parentId", 0 FROM "Trace" WHERE "id" = ?
           UNION ALL
           SELECT t."id", t."parentId", up.depth + 1 FROM "Trace" t JOIN up ON t."id" = up.parentId
         ),
         down(id) AS (
           SELECT id FROM up WHERE parentId IS NULL
           UNION
           SELECT t."id" FROM "Trace" t JOIN down ON t."parentId" = down.id
         )
       SELECT id FROM down`,
    )
    .pluck()
    .all(id);
  const rows = await store.prisma.trace.findMany({
    where: { id: { in: ids }, status: 'ready' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const traces = rows.map(traceOf);
  const live = new Set(traces.filter(({ deletedAt }) => deletedAt === null).map((t) => t.id));
  // Newest first: a branch is younger than what it borrows from.
  for (const trace of [...traces].reverse()) {
    if (live.has(trace.id) && trace.parentId !== null) live.add(trace.parentId);
  }
  const told = traces.filter((trace) => live.has(trace.id));
  const summaries = new Map((await summariesOf(store, told)).map((one) => [one.id, one]));
  const nodes = told.flatMap((trace) => {
    const summary = summaries.get(trace.id);
    if (!summary) return [];
    const deleted = trace.deletedAt !== null;
    return [{ ...summary, forkSeq: trace.forkSeq, fork: forkOf(trace), deleted }];
  });
  return { rootId: ids[0] ?? id, nodes };
}
