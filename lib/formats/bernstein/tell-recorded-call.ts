import type { EventDraft } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import { field, isObject, type Json, textField } from '@/lib/trace/json';
import { type Message, textMessage } from '@/lib/trace/message';
import { textOfPayload, timeOf, without } from './payload';
import { orchestrator } from './tell-log-event';

const answer = (response: Json): Message =>
  typeof response === 'string'
    ? textMessage('assistant', response)
    : { role: 'assistant', parts: [{ type: 'unknown', value: response }] };

const told: ReadonlySet<string> = new Set(['ts', 'model', 'response']);
const toldByGateway: ReadonlySet<string> = new Set(['ts', 'kind', 'response', 'seq']);

const odd = (record: RecordRef): EventDraft => ({
  ...{ kind: 'unreadable', type: 'unreadable', lane: orchestrator, records: [record] },
  reason: 'a recorded call must be an object',
});

/** The reply, without the prompt: Bernstein keeps its hash and length alone. */
const modelCall = (row: Json, record: RecordRef, type: string, extra: Json): EventDraft => {
  const response = field(row, 'response');
  const model = textField(row, 'model') ?? textField(field(row, 'metadata'), 'model') ?? null;
  return {
    ...{ kind: 'model-call', type, lane: orchestrator, records: [record], model, name: model },
    ...{ startedAt: timeOf(row), usage: null, costUsd: null, finishReason: null },
    ...{ says: response === undefined || response === null ? [] : [answer(response)], extra },
  };
};

/** A line of llm_calls.jsonl. */
export const tellModelCall = (row: Json, record: RecordRef): EventDraft =>
  isObject(row) ? modelCall(row, record, 'llm_call', without(row, told)) : odd(record);

/** A line of the gateway's events.jsonl: an answer, kept under a hash of what was asked. */
export function tellGatewayEvent(row: Json, record: RecordRef): EventDraft {
  if (!isObject(row)) return odd(record);
  const kind = textField(row, 'kind') ?? 'event';
  const extra = without(row, toldByGateway);
  if (/llm|model|chat|completion/i.test(kind)) return modelCall(row, record, kind, extra);
  const base = { type: kind, lane: orchestrator, records: [record], startedAt: timeOf(row) };
  const response = field(row, 'response');
  if (!/tool|mcp/i.test(kind) || response === undefined)
    return { ...base, kind: 'log', text: textOfPayload(response ?? extra), value: row };
  const metadata = field(row, 'metadata');
  const tool = textField(metadata, 'tool') ?? textField(metadata, 'name') ?? null;
  return {
    ...{ ...base, kind: 'tool-result', callId: null, tool, name: tool, call: null, extra },
    says: [
      {
        role: 'tool',
        parts: [
          {
            ...{ type: 'tool-result', callId: null, output: response },
            ...(tool === null ? {} : { tool }),
          },
        ],
      },
    ],
  };
}
