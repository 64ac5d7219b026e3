import { readChatMessage, readChatResponse } from '@/lib/dialects/chat-request';
import type { KeepBlob } from '@/lib/dialects/keep-blob';
import type { Reply } from '@/lib/dialects/openai-response';
import type { EventError } from '@/lib/trace/event';
import { field, isObject, type Json, textField } from '@/lib/trace/json';
import { isMessage } from './message-list';

/** What stands in the place of an answer: a reply, or why there is none. */
export interface Answer {
  reply: Reply | null;
  error: EventError | null;
}

/** A response body, a bare message or the error of an API; null where the value is none of them. */
export function readAnswer(value: Json, keepBlob: KeepBlob): Answer | null {
  const reply = readChatResponse(value, keepBlob);
  if (reply) return { reply, error: null };
  const error = errorOf(value);
  if (error) return { reply: null, error };
  if (!isMessage(value) || textField(value, 'role') !== 'assistant') return null;
  const [message] = readChatMessage(value, 'openai', keepBlob);
  if (!message) return null;
  return { reply: { message, finishReason: null, usage: null, model: null }, error: null };
}

function errorOf(value: Json): EventError | null {
  const error = field(value, 'error');
  const told = typeof error === 'string' ? error : textField(error, 'message');
  if (told === undefined && !isObject(error)) return null;
  const type = textField(error, 'type');
  return {
    message: told || 'the request failed without a message',
    source: 'response error',
    ...(type === undefined ? {} : { type }),
  };
}
