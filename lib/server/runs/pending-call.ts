import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import type { PendingCheckpointCall } from '@/lib/replay/fork-at';
import { isLive } from '@/lib/server/executors/live-calls';
import { type BranchState, pendingId } from './branch-state';

/**
 * The call of that name that a branch waits for. Throws AppError `conflict` where it does not wait any more,
 * or is being run for real: of two who answer one call only the first one does.
 */
export function pendingCall(
  store: Store,
  { trace, checkpoint: { pending } }: BranchState,
  callId: string,
): PendingCheckpointCall {
  const call = pending.find((one, at) => pendingId(one, at) === callId);
  if (!call) {
    throw new AppError('conflict', 'This call does not wait for an answer any more.', {
      hint: 'It was answered already, or the run has ended.',
    });
  }
  if (call.seq !== null && isLive(store, { traceId: trace.id, seq: call.seq })) {
    throw new AppError('conflict', 'This call is being run already.', {
      hint: 'Wait for its answer, or stop the run.',
    });
  }
  return call;
}
