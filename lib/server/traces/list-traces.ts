import type { TraceSummary } from '@/lib/api/trace-contract';
import type { Store } from '@/lib/db/store';
import { fromColumn } from '@/lib/db/text-column';
import { traceOf } from '@/lib/db/trace-row';
import { countBranches, summaryOf } from './describe-trace';

/** Ready, live traces whose name contains `q` without regard to case, newest first. */
export async function listTraces(
  store: Store,
  { q = '', limit, offset }: { q?: string | undefined; limit: number; offset: number },
): Promise<{ items: TraceSummary[]; total: number }> {
  const ids = namedLike(store, q);
  const rows = await store.prisma.trace.findMany({
    where: { id: { in: ids.slice(offset, offset + limit) } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  const branches = await countBranches(
    store,
    rows.map(({ id }) => id),
  );
  return {
    items: rows.map((row) => summaryOf(traceOf(row), branches.get(row.id) ?? 0)),
    total: ids.length,
  };
}

/** Not by LIKE: there `%` and `_` are signs, and only ASCII has two cases. */
function namedLike(store: Store, q: string): string[] {
  const wanted = q.toLowerCase();
  return store.raw
    .prepare<[], { id: string; name: string }>(
      `SELECT "id", "name" FROM "Trace" WHERE "status" = 'ready' AND "deletedAt" IS NULL
       ORDER BY "createdAt" DESC, "id" DESC`,
    )
    .all()
    .flatMap(({ id, name }) => (fromColumn(name).toLowerCase().includes(wanted) ? [id] : []));
}
