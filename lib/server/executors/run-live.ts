import type { Store } from '@/lib/db/store';
import type { Answer, OpenCall } from '@/lib/resume/answerer';
import { beginLive } from './live-calls';
import { type LiveLine, NoAnswer } from './live-line';
import type { OpenExecutor } from './open-executor';
import { openLine } from './open-line';
import { endSend, idempotencyKeyOf, insertSend, type SentCall } from './tool-sends';

interface LiveOptions {
  where: SentCall;
  runId: string;
  call: Pick<OpenCall, 'tool' | 'input' | 'callId'>;
  executor: OpenExecutor;
  /** On abort the call is given up, and nobody knows whether it acted. */
  signal?: AbortSignal;
  now(): Date;
}

const gaveUp = 'It was stopped before its answer came: it may have acted.';

/**
 * Runs a call for real, once: whoever asks has seen to it that it may. Begins at once (throws AppError
 * `conflict` where the call is on already); `ended` is the answer, or null where none came: why is kept
 * with the attempt. `ended` rejects with the signal's reason on abort.
 */
export function runLive(store: Store, options: LiveOptions): { ended: Promise<Answer | null> } {
  const { signal: own, end } = beginLive(store, options.where);
  const abort = new AbortController();
  const given = options.signal;
  const stop = () => abort.abort(own.aborted ? own.reason : given?.reason);
  if (given?.aborted) stop();
  own.addEventListener('abort', stop, { once: true });
  given?.addEventListener('abort', stop, { once: true });
  const ended = run(store, options, abort.signal).finally(() => {
    given?.removeEventListener('abort', stop);
    end();
  });
  return { ended };
}

async function run(
  store: Store,
  options: LiveOptions,
  signal: AbortSignal,
): Promise<Answer | null> {
  const { where, runId, call, executor, now } = options;
  const { shown } = executor;
  const tool = shown.tools.find(({ name }) => name === call.tool);
  // Again, whoever asked: nothing goes out for a tool that nobody allowed.
  if (!tool?.allowed) return null;
  const send = { ...where, runId, executorId: shown.id, now: now() };
  const { traceId } = where;
  let line: LiveLine;
  try {
    line = await openLine(executor, { traceId, tool, input: call.input, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof NoAnswer)) throw error;
    await insertSend(store, { ...send, state: 'failed', trouble: error.message });
    return null;
  }
  try {
    signal.throwIfAborted();
    const attempt = await insertSend(store, { ...send, state: 'sent', trouble: null });
    return await sendOnce(store, options, line, attempt, signal);
  } finally {
    line.release();
  }
}

async function sendOnce(
  store: Store,
  { where, call: { tool, input, callId }, executor: { shown } }: LiveOptions,
  line: LiveLine,
  attempt: number,
  signal: AbortSignal,
): Promise<Answer | null> {
  const sent = { ...where, attempt };
  const idempotencyKey = idempotencyKeyOf(where, shown.id);
  try {
    const { output, isError } = await line.send({ tool, input, callId, idempotencyKey }, signal);
    await endSend(store, sent, { state: 'answered' });
    const by = shown.kind === 'http' ? 'http' : 'mcp';
    return { output, isError, provenance: { by, executor: shown.name } };
  } catch (error) {
    if (signal.aborted) {
      await endSend(store, sent, { trouble: gaveUp });
      throw signal.reason;
    }
    if (!(error instanceof NoAnswer)) throw error;
    await endSend(store, sent, { state: 'failed', trouble: error.message });
    return null;
  }
}
