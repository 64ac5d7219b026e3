import type { Store } from '@/lib/db/store';
import { branchState } from './branch-state';
import { changeRun } from './run-store';

/**
 * Ends, as interrupted, runs that wait although all their calls are answered: the server stopped between the
 * last answer and what was to follow. They can go on.
 */
export async function endAnsweredRuns(store: Store, now: Date): Promise<void> {
  const where = { status: 'waiting', trace: { deletedAt: null } };
  const rows = await store.prisma.run.findMany({ where, select: { id: true, traceId: true } });
  for (const { id, traceId } of rows) {
    // A branch that cannot be read keeps nobody from starting Retake.
    const state = await branchState(store, traceId).catch(() => null);
    if (!state || state.checkpoint.pending.length > 0) continue;
    const reason = 'The server was stopped.';
    await changeRun(store, id, ['waiting'], { status: 'interrupted', reason, endedAt: now });
  }
}
