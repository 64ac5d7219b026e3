import type { Conversation, TraceBuilder, TraceEnd } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import { field, isObject, type Json, type JsonObject, textField } from '@/lib/trace/json';
import { type Message, textMessage } from '@/lib/trace/message';
import { timeOf, without } from './payload';
import type { Plan } from './plan-files';

const told: ReadonlySet<string> = new Set([
  ...['ts', 'prompt', 'model', 'tool_call', 'tool_result', 'prev_hash', 'step_hash'],
]);

interface StepCall {
  callId: string;
  tool: string;
  input: Json;
}

/** The call of a step. It has no id of its own more often than not: its place is one that two imports agree on. */
function callOf(row: JsonObject, at: number): StepCall | null {
  const call = field(row, 'tool_call');
  if (call === undefined || call === null) return null;
  const input = field(call, 'input') ?? field(call, 'arguments') ?? field(call, 'args');
  return {
    callId: textField(call, 'id') ?? `step-${at}`,
    tool: textField(call, 'name') ?? textField(call, 'tool') ?? 'unknown',
    input: input ?? call,
  };
}

function failureOf(result: Json): string | null {
  const said = field(result, 'error');
  if (typeof said === 'string' && said !== '') return said;
  return field(result, 'ok') === false || field(result, 'is_error') === true
    ? 'the tool reported a failure'
    : null;
}

/** Tells the steps of one agent: prompt, model call, tool call and its result, as far as each row has them. */
class StepTeller {
  timed = false;
  /** Of calls that were answered: what a later model call may have seen. */
  #conversation: Conversation;
  #at = 0;

  constructor(
    private readonly builder: TraceBuilder,
    private readonly lane: string,
  ) {
    this.#conversation = builder.root;
  }

  tell(row: JsonObject, record: RecordRef): void {
    const at = this.#at;
    this.#at += 1;
    const startedAt = timeOf(row);
    if (startedAt !== null) this.timed = true;
    const base = { lane: this.lane, records: [record], startedAt };
    const call = callOf(row, at);
    const model = textField(row, 'model') ?? null;
    const prompt = textField(row, 'prompt');
    const asked = prompt === undefined ? null : textMessage('user', prompt);
    if (asked)
      this.#conversation = this.#grown(
        this.builder.add({
          ...{ ...base, kind: 'message', type: 'prompt', role: 'user', says: [asked] },
          conversation: this.builder.root,
        }).conversation,
      );
    const before = this.#conversation;
    const reply = call && this.#reply(call);
    let after = before;
    if (model !== null || asked)
      after = this.#grown(
        this.builder.add({
          ...{ ...base, kind: 'model-call', type: 'step', model, name: model },
          ...{ usage: null, costUsd: null, finishReason: null, extra: without(row, told) },
          ...(asked ? { prompt: [asked] } : { conversation: before }),
          says: reply ? [reply] : [],
        }).conversation,
      );
    if (call && reply) this.#tellCall(call, { row, base, before, after, reply });
  }

  #grown(conversation: Conversation | null): Conversation {
    return conversation ?? this.#conversation;
  }

  #reply({ callId, tool, input }: StepCall): Message {
    return { role: 'assistant', parts: [{ type: 'tool-call', callId, tool, input }] };
  }

  #tellCall(
    { callId, tool, input }: StepCall,
    step: {
      row: JsonObject;
      base: { lane: string; records: RecordRef[]; startedAt: number | null };
      before: Conversation;
      after: Conversation;
      reply: Message;
    },
  ): void {
    const { row, base, before } = step;
    const result = field(row, 'tool_result');
    const answered = result !== undefined && result !== null;
    // A row without a model says the call itself.
    const saidByModel = step.after !== before;
    const made = this.builder.add({
      ...{ ...base, kind: 'tool-call', type: 'tool_call', callId, tool, name: tool, input },
      unfinished: !answered,
      ...(saidByModel ? {} : { conversation: before, says: [step.reply] }),
    });
    if (!answered) return;
    const failure = failureOf(result);
    const answer: Message = {
      role: 'tool',
      parts: [
        {
          ...{ type: 'tool-result', callId, tool, output: result },
          ...(failure === null ? {} : { isError: true }),
        },
      ],
    };
    const { conversation } = this.builder.add({
      ...{ ...base, kind: 'tool-result', type: 'tool_result', callId, tool, name: tool },
      ...{ call: made.seq, says: [answer] },
      conversation: saidByModel ? step.after : made.conversation,
      error: failure === null ? null : { message: failure, source: 'tool_result' },
    });
    this.#conversation = this.#grown(conversation);
  }
}

/** Reads the step journal of one agent, its files in their order. */
export function readSteps(
  { agent, streams }: Extract<Plan, { kind: 'steps' }>,
  builder: TraceBuilder,
): Omit<TraceEnd, 'format'> {
  builder.lane(agent);
  const teller = new StepTeller(builder, agent);
  for (const { file, spans } of streams)
    for (const span of spans) {
      const record = file.ref(span);
      const parsed = file.parse(span);
      const isStep =
        parsed.ok && isObject(parsed.value) && Object.hasOwn(parsed.value, 'step_hash');
      if (parsed.ok && isObject(parsed.value) && isStep) teller.tell(parsed.value, record);
      else {
        const reason = parsed.ok ? 'a step must be an object with a "step_hash"' : parsed.reason;
        builder.add({
          ...{ kind: 'unreadable', type: 'unreadable', lane: agent, records: [record], reason },
        });
      }
    }
  builder.note({
    severity: 'info',
    code: 'replies-not-recorded',
    message:
      'A step journal holds prompts, tool calls and their results. The words of the model are not in it; whether the run came to its end is not either.',
    records: [],
  });
  return {
    name: `${agent} step journal`,
    sourceId: agent,
    outcome: 'unknown',
    timeQuality: teller.timed ? 'recorded' : 'none',
  };
}
