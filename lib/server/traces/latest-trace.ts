import { z } from 'zod';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';

const totalsSchema = z.object({ startedAt: z.number().nullable() });

/**
 * Id of the newest trace by time, never by name: when its run began where the trace says so, else when it came in. A
 * branch was made here, so that it counts from then; so does a run whose clock is ahead of its own upload. What is
 * archived does not count. Throws AppError `not_found` where there is none.
 */
export async function latestTrace(store: Store): Promise<string> {
  const rows = await store.prisma.trace.findMany({
    where: { status: 'ready', deletedAt: null, archivedAt: null },
    select: { id: true, createdAt: true, parentId: true, totals: true },
    // Of equally new ones the one that came in last.
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  let latest: { id: string; at: number } | null = null;
  for (const { id, createdAt, parentId, totals } of rows) {
    const came = createdAt.getTime();
    const began = parentId === null ? totalsSchema.parse(JSON.parse(totals)).startedAt : null;
    const at = Math.min(came, began ?? came);
    if (latest === null || at >= latest.at) latest = { id, at };
  }
  if (latest) return latest.id;
  throw new AppError('not_found', 'There is no trace yet.', { hint: 'Upload one first.' });
}
