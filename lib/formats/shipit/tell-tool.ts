import { field } from '@/lib/trace/json';
import type { Message } from '@/lib/trace/message';
import { failureOf, outputOf, restOf, type ShipitEvent } from './payload';
import { messagesOf } from './recorded-messages';
import { answerTo, type Call } from './step';
import { callPart } from './tell-model-call';
import { type Base, carried, lasted, type Telling } from './telling';

const callKeys = [...carried, 'tool', 'tool_name', 'call_id', 'tool_call_id'];
const resultKeys = [...callKeys, 'text', 'output', 'error'];

export function tellToolCalled(telling: Telling, at: number, event: ShipitEvent, base: Base): void {
  const call = telling.plan.calls.get(at);
  if (!call) {
    telling.log(event, base);
    return;
  }
  // A call outside of a known model call is all that tells of the reply that made it.
  const asks = !call.inStep && !call.lost;
  const seq = telling.add({
    ...base,
    kind: 'tool-call',
    callId: call.id,
    tool: call.tool,
    name: call.tool,
    input: field(event.payload, 'arguments') ?? null,
    durationMs: lasted(call.startedAt, call.answerAt),
    unfinished: answerTo(call) === null,
    says: [...(asks ? [asking(telling, call)] : []), ...messagesOf(event.payload)],
    ...(asks ? { saidFidelity: 'derived' } : {}),
    extra: restOf(event, [...callKeys, 'arguments']),
  });
  telling.callSeqs.set(call, seq);
  if (call.lost) telling.lostCalls.push(telling.ref(at));
}

const asking = (telling: Telling, call: Call): Message => ({
  role: 'assistant',
  parts: [callPart(telling, call)],
});

export function tellToolAnswered(
  telling: Telling,
  at: number,
  event: ShipitEvent,
  base: Base,
): void {
  const call = telling.plan.calls.get(at);
  const output = outputOf(event);
  if (!call) {
    // No tool is named: the word of a worker in a team of agents.
    if (typeof output === 'string') telling.reply(event, base, output, ['text', 'output']);
    else telling.log(event, base);
    return;
  }
  if (answerTo(call) !== at) {
    tellApart(telling, event, base, call);
    return;
  }
  const failure = call.failed === null ? null : failureOf(telling.load(call.failed));
  const result: Message = {
    role: 'tool',
    parts: [
      {
        type: 'tool-result',
        callId: call.id,
        tool: call.tool,
        output: event.type === 'tool_failed' ? failure : (output ?? null),
        ...(failure === null ? {} : { isError: true }),
      },
    ],
  };
  const asks = call.implied && !call.inStep;
  telling.add({
    ...base,
    kind: 'tool-result',
    callId: call.id,
    tool: call.tool,
    name: call.tool,
    call: telling.callSeqs.get(call) ?? null,
    error: failure === null ? null : { message: failure, source: 'tool_failed' },
    says: [...(asks ? [asking(telling, call)] : []), result, ...messagesOf(event.payload)],
    ...(asks ? { saidFidelity: 'derived' } : {}),
    extra: restOf(event, resultKeys),
  });
}

/** A failure that the model was told of by the result after it, or a second answer to a call that has one. */
function tellApart(telling: Telling, event: ShipitEvent, base: Base, call: Call): void {
  if (event.type === 'tool_failed') {
    telling.add({
      ...base,
      kind: 'error',
      name: call.tool,
      error: { message: failureOf(event), source: 'tool_failed' },
      value: restOf(event, carried),
      says: messagesOf(event.payload),
    });
    return;
  }
  telling.builder.note({
    severity: 'warning',
    code: 'answered-twice',
    message: `A call of ${call.tool} is answered twice: the first answer is taken.`,
    records: base.records,
  });
  telling.log(event, base);
}
