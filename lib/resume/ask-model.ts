import type { LanguageModelV3CallOptions } from '@ai-sdk/provider';
import type { Message } from '@/lib/trace/message';
import { endFailure } from './end-failure';
import { modelCall } from './model-call';
import { type ModelFailure, modelFailure } from './model-failure';
import { readParts, unlessAborted } from './read-parts';
import { ReplyCollector } from './reply-collector';
import type { ResumeOptions, ResumeStep } from './resume';
import { attempts, retryDelay } from './retry-delay';

export interface Asked {
  reply: Message | null;
  finishReason: string | null;
  /** The run ends with this call. */
  failure: ModelFailure | null;
  cancelled: boolean;
}

/**
 * One model call, asked again where that is sure to repeat nothing. Yields its event, and the failure that
 * ended it; a call of which nothing came and that nobody cancelled is told by its failure alone.
 */
export async function* askModel(
  options: ResumeOptions,
  conversation: readonly Message[],
): AsyncGenerator<ResumeStep, Asked> {
  const { setup, model, target, where, signal, clock, bytes } = options;
  const said = modelCall(conversation, setup, { target, ...(bytes ? { bytes } : {}) });
  const startedAt = clock();
  let collector = new ReplyCollector(said.names, target);
  let failure: ModelFailure | null = null;

  for (let attempt = 1; ; attempt += 1) {
    collector = new ReplyCollector(said.names, target);
    const trouble = yield* attemptCall(options, said.call, collector);
    const { started } = collector;
    failure = trouble && modelFailure(trouble.error, where, started, clock());
    if (!trouble || !failure || signal.aborted) break;
    const delayMs = retryDelay(trouble.error, failure, attempt, started);
    if (delayMs === null) break;
    yield { type: 'retrying', failure, attempt: attempt + 1, of: attempts, delayMs };
    if (!(await waited(options, delayMs))) break;
  }

  const reply = collector.message();
  const unfinished = failure !== null;
  const cancelled = unfinished && signal.aborted;
  const { usage, finishReason } = collector;
  const name = collector.model ?? model.modelId;
  if (!unfinished || reply || cancelled) {
    yield {
      ...{ type: 'model-call', reply, usage, finishReason, unfinished, startedAt },
      adapted: [...said.adapted, ...collector.warnings],
      model: name,
      setup: { ...setup, model: name },
      durationMs: Math.max(0, clock() - startedAt),
    };
  }
  if (cancelled) return { reply, finishReason, failure: null, cancelled };
  failure ??= endFailure(collector.end, where);
  if (failure) yield { type: 'failure', failure, startedAt: clock() };
  return { reply, finishReason, failure, cancelled };
}

/** Returns what went wrong; null where the reply came to its regular end. */
async function* attemptCall(
  { model, signal }: ResumeOptions,
  call: LanguageModelV3CallOptions,
  collector: ReplyCollector,
): AsyncGenerator<ResumeStep, { error: unknown } | null> {
  let trouble: { error: unknown } | null = null;
  try {
    const asked = Promise.resolve(model.doStream({ ...call, abortSignal: signal }));
    const { stream } = await unlessAborted(signal, asked);
    for await (const part of readParts(stream, signal)) {
      if (part.type === 'error') trouble ??= { error: part.error };
      const delta = collector.add(part);
      if (delta) yield { type: 'delta', ...delta };
    }
  } catch (error) {
    trouble ??= { error };
  }
  return trouble ?? (collector.end ? null : { error: null });
}

/** False where it was cancelled meanwhile. */
async function waited({ wait, signal }: ResumeOptions, ms: number): Promise<boolean> {
  try {
    await unlessAborted(signal, wait(ms, signal));
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
