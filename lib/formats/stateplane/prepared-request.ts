import { readChatMessage, splitSystem } from '@/lib/dialects/chat-request';
import { keepBlobIn } from '@/lib/dialects/keep-blob';
import { readOpenaiTools } from '@/lib/dialects/openai-chat';
import type { TraceBuilder } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import { field, isObject, type Json, listField, textField } from '@/lib/trace/json';
import { type Message, textMessage } from '@/lib/trace/message';

const own = new Set('input messages instructions model tools'.split(' '));

/** Messages of a request to the Responses or the Chat Completions API; null where it holds none. */
function messagesOf(request: Json, builder: TraceBuilder): Message[] | null {
  const input = field(request, 'input');
  if (typeof input === 'string') return [textMessage('user', input)];
  const list = listField(request, 'input') ?? listField(request, 'messages');
  if (!list || list.length === 0) return null;
  const keep = keepBlobIn(builder);
  return list.flatMap((item) => readChatMessage(item, 'openai', keep));
}

/**
 * Tells the request that was prepared for a model as a model call without a reply, so that what the model would
 * have seen can be read and forked. False where the document holds no messages.
 */
export function tellPreparedRequest(
  request: Json,
  lane: string,
  record: RecordRef,
  builder: TraceBuilder,
): boolean {
  const messages = isObject(request) ? messagesOf(request, builder) : null;
  if (!messages || !isObject(request)) return false;
  const { system, prompt } = splitSystem(messages);
  const instructions = textField(request, 'instructions');
  const said = [
    ...(instructions === undefined ? [] : [{ type: 'text' as const, text: instructions }]),
    ...system,
  ];
  const rest = Object.entries(request).filter(([key]) => !own.has(key));
  const model = textField(request, 'model') ?? null;
  builder.add({
    ...{ kind: 'model-call', type: 'prepared_request', lane, name: model, records: [record] },
    ...{ model, usage: null, costUsd: null, finishReason: null, prompt },
    setup: {
      system: said.length > 0 ? said : null,
      tools: readOpenaiTools(field(request, 'tools')),
      model,
      parameters: rest.length > 0 ? Object.fromEntries(rest) : null,
    },
  });
  builder.note({
    ...{ severity: 'info', code: 'prepared-request', records: [record] },
    message:
      'The last request was prepared. The bundle does not say that it was sent, and holds no reply.',
  });
  return true;
}
