import type { Store } from '@/lib/db/store';
import type { Answer, OpenCall } from '@/lib/resume/answerer';
import { type LiveLeave, liveLeave } from '@/lib/resume/live-leave';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import { type OpenExecutor, openExecutor } from './open-executor';
import { runLive } from './run-live';
import { openSend, sendsOf } from './tool-sends';

/** What a run does while it waits for an executor. */
export interface LiveActivity {
  tool: string;
  executor: string;
  /** Where the call goes; null for a program on this machine. */
  host: string | null;
}

interface LiveOptions {
  /** The branch. */
  traceId: string;
  runId: string;
  /** The event of the call. */
  seq: number;
  call: OpenCall;
  executorId: string;
  policy: ToolPolicy;
  signal: AbortSignal;
  now(): Date;
  onLive?(live: LiveActivity | null): void;
}

/** What leave the calls of a tool have on an executor, in a branch with this policy. */
export function leaveOf(
  executor: OpenExecutor | null,
  policy: ToolPolicy,
  executorId: string,
  tool: string,
): LiveLeave {
  return liveLeave({
    executor: executor?.shown ?? null,
    tool: executor?.shown.tools.find(({ name }) => name === tool) ?? null,
    approved: policy.approved.some((one) => one.executorId === executorId && one.tool === tool),
  });
}

/**
 * Runs a call for real where nobody has to be asked; null leaves it to a person. What was sent once, however
 * that ended, is never sent again from here. Rejects with the signal's reason on abort.
 */
export async function answerLive(store: Store, options: LiveOptions): Promise<Answer | null> {
  const { traceId, runId, seq, call, executorId, policy, signal, now, onLive } = options;
  // A broken configuration file is told where a person looks after it.
  const executor = await openExecutor(store, executorId).catch(() => null);
  if (!executor || leaveOf(executor, policy, executorId, call.tool).leave !== 'runs') return null;
  const where = { traceId, seq };
  if ((await sendsOf(store, traceId)).has(seq) || (await openSend(store, where))) return null;
  signal.throwIfAborted();
  const { name, host } = executor.shown;
  onLive?.({ tool: call.tool, executor: name, host });
  try {
    return await runLive(store, { where, runId, call, executor, signal, now }).ended;
  } finally {
    onLive?.(null);
  }
}
