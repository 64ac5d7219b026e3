import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { isLive } from '@/lib/server/executors/live-calls';
import type { BranchState } from './branch-state';

/** Throws AppError `conflict` while a run of the branch is on, or a call of it is being run for real. */
export async function assertFree(store: Store, state: BranchState): Promise<void> {
  const traceId = state.trace.id;
  const where = { traceId, status: { in: ['queued', 'running'] } };
  if (await store.prisma.run.findFirst({ where, select: { id: true } })) {
    throw new AppError('conflict', 'This branch is running already.', {
      hint: 'Wait for the run to end, or cancel it.',
    });
  }
  const { pending } = state.checkpoint;
  if (pending.some(({ seq }) => seq !== null && isLive(store, { traceId, seq }))) {
    throw new AppError('conflict', 'A call of this branch is being run for real.', {
      hint: 'Wait for its answer, or cancel the run.',
    });
  }
}
