import type { TraceSummary } from '@/lib/api/trace-contract';
import type { Store } from '@/lib/db/store';
import { toColumn } from '@/lib/db/text-column';
import { traceOf } from '@/lib/db/trace-row';
import { summaryOf } from './describe-trace';
import { findTrace, noTrace } from './find-trace';

/** Throws AppError `not_found`. */
export async function renameTrace(store: Store, id: string, name: string): Promise<TraceSummary> {
  await findTrace(store, id);
  const row = await store.writes.run(() =>
    store.prisma.trace.update({ where: { id }, data: { name: toColumn(name) } }),
  );
  return summaryOf(store, traceOf(row));
}

interface Marks {
  pinned?: boolean | undefined;
  archived?: boolean | undefined;
}

/** Pins a trace on top, or puts it out of the way; neither changes what is in it. Throws AppError `not_found`. */
export async function markTrace(
  store: Store,
  id: string,
  { pinned, archived }: Marks,
  now = new Date(),
): Promise<TraceSummary> {
  const { pinnedAt, archivedAt } = await findTrace(store, id);
  const at = (wanted: boolean | undefined, known: Date | null): Date | null =>
    wanted === undefined ? known : wanted ? (known ?? now) : null;
  const row = await store.writes.run(() =>
    store.prisma.trace.update({
      where: { id },
      data: { pinnedAt: at(pinned, pinnedAt), archivedAt: at(archived, archivedAt) },
    }),
  );
  return summaryOf(store, traceOf(row));
}

/** Soft: its rows stay, and its branches go on borrowing them. Throws AppError `not_found`. */
export async function removeTrace(store: Store, id: string): Promise<{ id: string }> {
  await findTrace(store, id);
  await store.writes.run(() =>
    store.prisma.trace.update({ where: { id }, data: { deletedAt: new Date() } }),
  );
  return { id };
}

/** Takes a deletion back; a trace that is not deleted stays as it is. Throws AppError `not_found`. */
export async function restoreTrace(store: Store, id: string): Promise<TraceSummary> {
  const { count } = await store.writes.run(() =>
    store.prisma.trace.updateMany({
      where: { id, status: 'ready' },
      data: { deletedAt: null },
    }),
  );
  if (count === 0) throw noTrace();
  return summaryOf(store, await findTrace(store, id));
}
