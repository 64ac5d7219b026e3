import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { Provenance, Usage } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import { type Message, type ToolResultPart, toolCallsOf } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { callSettings } from './call-settings';
import type { MediaBytes } from './media-content';
import { type ModelFailure, modelFailure } from './model-failure';
import { readParts, unlessAborted } from './read-parts';
import type { AskedCall } from './recording';
import { ReplyCollector } from './reply-collector';
import { toModelPrompt } from './to-model-prompt';

/** What a conversation is sent to. */
export type Model = LanguageModelV3;

/** A call that wants an answer. Told apart by identity: ids may be missing. */
export interface OpenCall extends AskedCall {
  callId: string | null;
  /** The arguments were no JSON: `input` is their text. */
  malformed: boolean;
}

export interface Answer {
  output: Json;
  isError: boolean;
  provenance: Provenance;
  /** The recorded result, where the answer is one: it is then said in the same words. */
  recorded?: ToolResultPart;
}

/** Answers a call by itself, or says null; then the next one is asked, in the end a person. */
export type Answerer = (call: OpenCall) => Answer | null;

export interface ResumeOptions {
  /** Ends in what the model is to answer, or in calls that wait. */
  conversation: readonly Message[];
  setup: Setup;
  /** Calls that wait at the start; their events are there already or are asked for by `announce`. */
  pending: readonly { call: OpenCall; announce: boolean }[];
  model: Model;
  /** What a person calls the endpoint. */
  where: string;
  answerers: readonly Answerer[];
  limits: { maxSteps: number };
  signal: AbortSignal;
  /** Milliseconds since the epoch. */
  clock(): number;
  bytes?: MediaBytes;
}

export type EndReason = 'done' | 'waiting' | 'limit' | 'cancelled' | 'failed';

export type ResumeStep =
  | { type: 'call-started'; step: number }
  | { type: 'delta'; text: string; reasoning: string }
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
  | { type: 'ended'; reason: EndReason; message: string | null };

/**
 * Lets a conversation run on: answers what waits, asks the model, answers its calls, until it calls no more
 * tool. Every step is yielded when it is whole, `delta` while a reply streams; the last one is `ended`,
 * whatever happens: a failing model throws nothing. `waiting` means that calls are left to a person; a new
 * resume with their answers in the conversation goes on. Within a set of calls all that can be answered are,
 * in their order, before it waits. Abort the signal with its default reason to cancel.
 */
export async function* resume(options: ResumeOptions): AsyncGenerator<ResumeStep, void> {
  const { answerers, clock, limits, signal } = options;
  const conversation = [...options.conversation];
  let open = [...options.pending];

  for (let step = 0; ; step += 1) {
    let waits = 0;
    for (const { call, announce } of open) {
      if (announce) yield { type: 'tool-call', call, startedAt: clock() };
      const answer = answerTo(call, answerers);
      if (!answer) {
        waits += 1;
        continue;
      }
      const message = resultMessage(call, answer);
      conversation.push(message);
      yield { type: 'tool-result', call, answer, message, startedAt: clock() };
    }
    if (waits > 0) return yield ended('waiting', waitingFor(waits));
    if (signal.aborted) return yield ended('cancelled', cancelled);
    if (step >= limits.maxSteps) {
      return yield ended('limit', `Stopped after ${limits.maxSteps} model calls.`);
    }
    yield { type: 'call-started', step: step + 1 };
    const asked = yield* askModel(options, conversation);
    if (asked.end) return yield asked.end;
    if (asked.reply) conversation.push(asked.reply);
    open = callsOf(asked.reply).map((call) => ({ call, announce: true }));
    if (open.length === 0) return yield ended('done', whyDone(asked.finishReason));
  }
}

const cancelled = 'Cancelled. What had come is kept.';

const ended = (reason: EndReason, message: string | null): ResumeStep => ({
  type: 'ended',
  reason,
  message,
});

const waitingFor = (count: number): string =>
  count === 1 ? 'A tool call needs your answer.' : `${count} tool calls need your answer.`;

function whyDone(finishReason: string | null): string | null {
  if (finishReason === 'length') return 'The reply ended at its token limit.';
  if (finishReason === 'content_filter' || finishReason === 'content-filter')
    return 'The provider’s content filter ended the reply.';
  return null;
}

export const resultMessage = (
  { callId, tool }: Pick<OpenCall, 'callId' | 'tool'>,
  { output, isError, recorded }: Omit<Answer, 'provenance'>,
): Message => ({
  role: 'tool',
  parts: [
    recorded
      ? { ...recorded, callId }
      : { type: 'tool-result', callId, tool, output, ...(isError ? { isError } : {}) },
  ],
});

const callsOf = (reply: Message | null): OpenCall[] =>
  (reply ? toolCallsOf(reply) : []).map(({ callId, tool, input, malformed }) => ({
    callId,
    tool,
    input,
    malformed: malformed === true,
  }));

function answerTo(call: OpenCall, answerers: readonly Answerer[]): Answer | null {
  if (call.malformed) {
    const output = 'The arguments of this call were not valid JSON. Call the tool again.';
    return { output, isError: true, provenance: { by: 'repair' } };
  }
  for (const answerer of answerers) {
    const answer = answerer(call);
    if (answer) return answer;
  }
  return null;
}

interface Asked {
  reply: Message | null;
  finishReason: string | null;
  /** The run ends with this call. */
  end: ResumeStep | null;
}

async function* askModel(
  { setup, model, where, signal, clock, bytes }: ResumeOptions,
  conversation: readonly Message[],
): AsyncGenerator<ResumeStep, Asked> {
  const { prompt, tools, names, adapted } = toModelPrompt(conversation, setup, bytes);
  const collector = new ReplyCollector(names);
  const startedAt = clock();
  let error: unknown = null;
  let failed = false;
  try {
    const { stream } = await unlessAborted(
      signal,
      Promise.resolve(
        model.doStream({
          ...callSettings(setup.parameters),
          prompt,
          ...(tools.length > 0 ? { tools } : {}),
          abortSignal: signal,
        }),
      ),
    );
    for await (const part of readParts(stream, signal)) {
      if (part.type === 'error') {
        failed = true;
        error ??= part.error;
      }
      const delta = collector.add(part);
      if (delta) yield { type: 'delta', ...delta };
    }
  } catch (thrown) {
    failed = true;
    error = thrown;
  }
  const reply = collector.message();
  const unfinished = failed || !collector.finished;
  const { usage, finishReason } = collector;
  const name = collector.model ?? model.modelId;
  const call: ResumeStep = {
    type: 'model-call',
    ...{ reply, usage, finishReason, unfinished, startedAt, adapted },
    model: name,
    setup: { ...setup, model: name },
    durationMs: Math.max(0, clock() - startedAt),
  };
  // A call of which nothing came and that nobody cancelled is told by its failure alone.
  if (!unfinished || reply || signal.aborted) yield call;
  if (!unfinished) return { reply, finishReason, end: null };
  if (signal.aborted) return { reply, finishReason, end: ended('cancelled', cancelled) };
  const failure = modelFailure(error, where, reply !== null);
  yield { type: 'failure', failure, startedAt: clock() };
  const kept = reply ? ' What had come is kept.' : '';
  const message = `${failure.message}${kept} ${failure.todo}`;
  return { reply, finishReason, end: ended('failed', message) };
}
