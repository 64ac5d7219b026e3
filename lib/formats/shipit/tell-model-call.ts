import type { Usage } from '@/lib/trace/event';
import { field, type Json, numberField, textField } from '@/lib/trace/json';
import type { Part } from '@/lib/trace/message';
import { answerOf, failureOf, restOf, type ShipitEvent } from './payload';
import { messagesOf } from './recorded-messages';
import type { Call, Step } from './step';
import { carried, lasted, type Telling } from './telling';

/** A call as the reply held it. A call that only its result tells of has no recorded input. */
export function callPart(telling: Telling, call: Call): Part {
  const input = call.implied ? null : field(telling.load(call.at).payload, 'arguments');
  return { type: 'tool-call', callId: call.id, tool: call.tool, input: input ?? null };
}

/** The reply as other events tell of it: reasoning, then text, then calls. */
function replyOf(telling: Telling, step: Step, text: string | undefined): Part[] {
  const parts: Part[] = [];
  let streamed = '';
  for (const at of step.absorbed) {
    const { type, payload } = telling.load(at);
    const thought = type === 'reasoning_completed' ? textField(payload, 'content') : undefined;
    if (thought) parts.push({ type: 'reasoning', text: thought });
    if (type === 'text_delta') streamed += textField(payload, 'chunk') ?? '';
  }
  if (text !== undefined) parts.push({ type: 'text', text });
  else if (streamed !== '') parts.push({ type: 'text', text: streamed });
  for (const call of step.calls) if (!call.lost) parts.push(callPart(telling, call));
  return parts;
}

export function tellModelCall(telling: Telling, step: Step): void {
  const started = telling.load(step.at);
  const ended = step.reply === null ? null : telling.load(step.reply);
  const text = ended ? answerOf(ended) : undefined;
  const parts = replyOf(telling, step, text);
  if (text !== undefined) telling.lane(step.lane).said = text;

  const broken = step.end === 'run' || step.end === 'eof';
  // Retries that led to a reply are noise; the last one before the run broke off is the cause.
  const retry = broken && step.retry !== null ? telling.load(step.retry) : null;
  const prompt = messagesOf(started.payload);
  const called = step.calls.filter(({ implied }) => !implied).map(({ at }) => at);
  const model = textField(started.payload, 'model') ?? null;
  telling.add({
    kind: 'model-call',
    type: started.type,
    lane: step.lane,
    records: [step.at, ...step.absorbed, ...called].map((at) => telling.ref(at)),
    model,
    name: model,
    usage: ended && step.alone ? usageOf(ended) : null,
    costUsd: null,
    finishReason: null,
    startedAt: step.startedAt,
    durationMs: broken ? null : lasted(step.startedAt, step.toldAt),
    unfinished: broken,
    error: retry ? { message: failureOf(retry), source: 'llm_retry' } : null,
    says: parts.length > 0 ? [{ role: 'assistant', parts }] : [],
    saidFidelity: parts.length > 0 ? 'derived' : 'missing',
    extra: restOf(started, [...carried, 'model']),
    ...(prompt.length > 0 ? { prompt } : {}),
  });
}

const count = (usage: Json | undefined, keys: string[]): number | undefined =>
  keys.map((key) => numberField(usage, key)).find((found) => found !== undefined && found >= 0);

/** Usage as the runtime passes it on. All zeros come from models that count nothing. */
function usageOf(event: ShipitEvent): Usage | null {
  const recorded = field(event.payload, 'usage');
  const input = count(recorded, ['prompt_tokens', 'input_tokens']);
  const output = count(recorded, ['completion_tokens', 'output_tokens']);
  if (!input && !output) return null;
  return {
    ...(input === undefined ? {} : { input }),
    ...(output === undefined ? {} : { output }),
  };
}
