import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import type { Answer } from '@/lib/resume/answerer';
import { type LiveActivity, leaveOf } from '@/lib/server/executors/answer-live';
import { findExecutor } from '@/lib/server/executors/open-executor';
import { runLive } from '@/lib/server/executors/run-live';
import { approveTool, readPolicy } from '@/lib/server/traces/branch-policy';
import { type BranchState, branchState, pendingId } from './branch-state';
import type { WrittenEvent } from './branch-writer';
import { writeResult } from './hand-answer';
import { pendingCall } from './pending-call';

export interface LiveApproval {
  callId: string;
  executorId: string;
  /** tool: later calls of this tool are not asked for, in this branch and its forks to come. */
  remember: 'once' | 'tool';
}

export interface ApprovedCall {
  activity: LiveActivity;
  /**
   * The answer, to be stored by `writeLiveAnswer`; null where none came: the call waits again, and
   * `pendingCalls` says why. Rejects with the reason of `cancelLive`.
   */
  ended: Promise<Answer | null>;
}

/**
 * Runs a pending call for real on a person's word, also once more where it was sent before. Returns as soon
 * as it is on; until `ended` the call is `running` and cannot be answered. Throws AppError: `conflict` where
 * it waits no more or is on already, `bad_request` for malformed arguments, `not_found` for the executor,
 * `forbidden` for a tool that nobody allowed on it.
 */
export async function approveLive(
  store: Store,
  state: BranchState,
  { callId, executorId, remember }: LiveApproval,
  { runId, now }: { runId: string; now(): Date },
): Promise<ApprovedCall> {
  const traceId = state.trace.id;
  const executor = await findExecutor(store, executorId);
  const policy = await readPolicy(store, traceId);
  const call = pendingCall(store, state, callId);
  const { tool, seq } = call;
  if (call.malformed || seq === null) {
    throw new AppError('bad_request', 'The arguments of this call are no JSON.', {
      hint: 'Mend them first, or answer it by hand.',
    });
  }
  const { leave, reason } = leaveOf(executor, policy, executorId, tool);
  if (leave === 'refused') {
    throw new AppError('forbidden', reason, { hint: 'Allow it under Settings, then try again.' });
  }
  if (remember === 'tool') await approveTool(store, traceId, { executorId, tool });
  const { ended } = runLive(store, { where: { traceId, seq }, runId, call, executor, now });
  // Whoever asked for it hears of it later.
  ended.catch(() => undefined);
  const { name, host } = executor.shown;
  return { activity: { tool, executor: name, host }, ended };
}

/** Stores what came of it; null where the call waits no more. */
export async function writeLiveAnswer(
  store: Store,
  traceId: string,
  callId: string,
  answer: Answer,
  now: () => Date,
): Promise<WrittenEvent | null> {
  const state = await branchState(store, traceId);
  const { pending } = state.checkpoint;
  const call = pending.find((one, at) => pendingId(one, at) === callId);
  return call ? writeResult(store, state, call, answer, now) : null;
}
