import type { TraceSummary } from '@/lib/api/trace-contract';
import type { Store } from '@/lib/db/store';
import { fromColumn } from '@/lib/db/text-column';
import { traceOf } from '@/lib/db/trace-row';
import { summariesOf } from './describe-trace';

interface ListWish {
  q?: string | undefined;
  archived?: 'hide' | 'only' | 'all';
  limit: number;
  offset: number;
}

/** Ready, live traces whose name contains `q` without regard to case, pinned ones first, then the newest. */
export async function listTraces(
  store: Store,
  { q = '', archived = 'hide', limit, offset }: ListWish,
): Promise<{ items: TraceSummary[]; total: number; archived: number }> {
  const ids = namedLike(store, q, archived);
  const page = ids.slice(offset, offset + limit);
  const found = await store.prisma.trace.findMany({ where: { id: { in: page } } });
  const place = new Map(page.map((id, at) => [id, at]));
  const rows = found.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
  return {
    items: await summariesOf(store, rows.map(traceOf)),
    total: ids.length,
    archived: archived === 'only' ? ids.length : namedLike(store, q, 'only').length,
  };
}

const kept = {
  hide: 'AND "archivedAt" IS NULL',
  only: 'AND "archivedAt" IS NOT NULL',
  all: '',
};

/** Not by LIKE: there `%` and `_` are signs, and only ASCII has two cases. */
function namedLike(store: Store, q: string, archived: 'hide' | 'only' | 'all'): string[] {
  const wanted = q.toLowerCase();
  return store.raw
    .prepare<[], { id: string; name: string }>(
      `SELECT "id", "name" FROM "Trace" WHERE "status" = 'ready' AND "deletedAt" IS NULL
       ${kept[archived]}
       ORDER BY "pinnedAt" IS NULL, "createdAt" DESC, "id" DESC`,
    )
    .all()
    .flatMap(({ id, name }) => (fromColumn(name).toLowerCase().includes(wanted) ? [id] : []));
}
