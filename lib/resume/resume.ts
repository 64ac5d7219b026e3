import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { Usage } from '@/lib/trace/event';
import { type Message, toolCallsOf } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import type { Answer, Answerer, OpenCall } from './answerer';
import { askModel } from './ask-model';
import type { MediaBytes } from './media-content';
import type { ModelFailure } from './model-failure';
import { unlessAborted } from './read-parts';
import { resultMessage } from './result-message';
import type { Target } from './target';

/** What a conversation is sent to. */
export type Model = LanguageModelV3;

export interface ResumeOptions {
  /** Ends in what the model is to answer, or in calls that wait. */
  conversation: readonly Message[];
  setup: Setup;
  /** Calls that wait at the start; their events are there already or are asked for by `announce`. */
  pending: readonly { call: OpenCall; announce: boolean }[];
  model: Model;
  /** Which API the model speaks. */
  target: Target;
  /** What a person calls the endpoint. */
  where: string;
  /** Asked one after the other, never for a call whose arguments are no JSON: that waits for a person. */
  answerers: readonly Answerer[];
  limits: { maxSteps: number };
  /** Asked before every model call; a reason ends the run there. */
  stop?(): { reason: 'paused' | 'limit'; message: string } | null;
  signal: AbortSignal;
  /** Milliseconds since the epoch. */
  clock(): number;
  /** Sleeps; rejects with the signal's reason on abort. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  bytes?: MediaBytes;
}

export type EndReason = 'done' | 'waiting' | 'limit' | 'paused' | 'cancelled' | 'failed';

export type ResumeStep =
  | { type: 'call-started'; step: number }
  | { type: 'delta'; text: string; reasoning: string }
  /** The same call is asked once more in `delayMs`, as attempt number `attempt` of at most `of`. */
  | { type: 'retrying'; failure: ModelFailure; attempt: number; of: number; delayMs: number }
  | {
      type: 'model-call';
      reply: Message | null;
      /** As the endpoint names it, else as it was asked for. */
      model: string;
      setup: Setup;
      usage: Usage | null;
      finishReason: string | null;
      /** Cancelled or cut: what had come is the reply. */
      unfinished: boolean;
      startedAt: number;
      durationMs: number;
      /** What was said to the model otherwise than it stands in the conversation. */
      adapted: string[];
    }
  | { type: 'tool-call'; call: OpenCall; startedAt: number }
  | { type: 'tool-result'; call: OpenCall; answer: Answer; message: Message; startedAt: number }
  | { type: 'failure'; failure: ModelFailure; startedAt: number }
  | EndedStep;

export type EndedStep =
  | { type: 'ended'; reason: Exclude<EndReason, 'failed'>; message: string | null }
  | { type: 'ended'; reason: 'failed'; message: string; failure: ModelFailure };

/**
 * Lets a conversation run on: answers what waits, asks the model, answers its calls, until it calls no more
 * tool. Every step is yielded when it is whole, `delta` while a reply streams; the last one is `ended`,
 * whatever happens: a failing model throws nothing, a throwing answerer does. `waiting` means that calls are
 * left to a person; a new resume with their answers in the conversation goes on. Within a set of calls all
 * that can be answered are, in their order, before it waits. Abort the signal with its default reason to
 * cancel: the generator then ends at once, also where model or answerer do not listen.
 */
export async function* resume(options: ResumeOptions): AsyncGenerator<ResumeStep, void> {
  const { clock, limits, signal } = options;
  const conversation = [...options.conversation];
  let open = [...options.pending];

  for (let step = 0; ; step += 1) {
    let waits = 0;
    for (const { call, announce } of open) {
      if (announce) yield { type: 'tool-call', call, startedAt: clock() };
      const answer = await answerTo(call, options);
      if (!answer) {
        waits += 1;
        continue;
      }
      const message = resultMessage(call, answer);
      conversation.push(message);
      yield { type: 'tool-result', call, answer, message, startedAt: clock() };
    }
    if (signal.aborted) return yield ended('cancelled', cancelled);
    if (waits > 0) return yield ended('waiting', waitingFor(waits));
    const stopped = options.stop?.();
    if (stopped) return yield ended(stopped.reason, stopped.message);
    if (step >= limits.maxSteps) {
      return yield ended('limit', `Stopped after ${limits.maxSteps} model calls.`);
    }
    yield { type: 'call-started', step: step + 1 };
    const asked = yield* askModel(options, conversation);
    if (asked.failure) {
      const kept = asked.reply ? ' What had come is kept.' : '';
      const message = `${asked.failure.message}${kept} ${asked.failure.todo}`;
      return yield { type: 'ended', reason: 'failed', message, failure: asked.failure };
    }
    if (asked.cancelled) return yield ended('cancelled', cancelled);
    if (asked.reply) conversation.push(asked.reply);
    open = callsOf(asked.reply).map((call) => ({ call, announce: true }));
    if (open.length === 0) return yield ended('done', whyDone(asked.finishReason));
  }
}

const cancelled = 'Cancelled. What had come is kept.';

const ended = (reason: Exclude<EndReason, 'failed'>, message: string | null): EndedStep => ({
  type: 'ended',
  reason,
  message,
});

const waitingFor = (count: number): string =>
  count === 1 ? 'A tool call needs your answer.' : `${count} tool calls need your answer.`;

const whyDone = (finishReason: string | null): string | null =>
  /^(length|max_tokens|max_output_tokens|model_context_window_exceeded)$/i.test(finishReason ?? '')
    ? 'The reply ended at its token limit.'
    : null;

const callsOf = (reply: Message | null): OpenCall[] =>
  (reply ? toolCallsOf(reply) : []).map(({ callId, tool, input, malformed }) => ({
    callId,
    tool,
    input,
    malformed: malformed === true,
  }));

/** null also where it was cancelled meanwhile: the call then waits, as an answered one never does. */
async function answerTo(
  call: OpenCall,
  { answerers, signal }: ResumeOptions,
): Promise<Answer | null> {
  if (call.malformed) return null;
  for (const answerer of answerers) {
    if (signal.aborted) return null;
    try {
      const answer = await unlessAborted(signal, answerer(call, signal));
      if (answer) return answer;
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
  }
  return null;
}
