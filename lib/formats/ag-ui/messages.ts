import type { KeepBlob } from '@/lib/dialects/keep-blob';
import { readOpenaiMessage } from '@/lib/dialects/openai-chat';
import { field, isObject, type Json, listField, textField } from '@/lib/trace/json';
import { type Message, toolCallsOf, toolResultsOf } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';

/** Words for what no model is sent: they stay in the record. */
const shownOnly = new Set(['activity', 'reasoning']);
const dropped = new Set(['toolCalls', 'toolCallId', 'encryptedValue', 'error']);

/** Messages of a snapshot or of what a run was started with: OpenAI's, in camel case. */
export const readMessages = (list: readonly Json[], keepBlob: KeepBlob): Message[] =>
  list.flatMap((value) => {
    if (shownOnly.has(textField(value, 'role') ?? '') || !isObject(value)) return [];
    const plain = Object.entries(value).filter(([key]) => !dropped.has(key));
    const calls = field(value, 'toolCalls');
    const answered = field(value, 'toolCallId');
    return readOpenaiMessage(
      {
        ...Object.fromEntries(plain),
        ...(calls === undefined ? {} : { tool_calls: calls }),
        ...(answered === undefined ? {} : { tool_call_id: answered }),
      },
      keepBlob,
    );
  });

/** Calls that nothing after them answers. */
export function openCalls(messages: readonly Message[]): Set<string> {
  const open = new Set<string>();
  for (const message of messages) {
    for (const { callId } of toolCallsOf(message)) open.add(callId ?? '');
    for (const { callId } of toolResultsOf(message)) open.delete(callId ?? '');
  }
  return open;
}

/** Tools that the front end offers; null where the run does not say. */
export function readSetup(input: Json | undefined): Setup | null {
  const tools = listField(input, 'tools');
  if (!tools) return null;
  return {
    ...{ system: null, model: null, parameters: null },
    tools: tools.map((tool) => {
      const description = textField(tool, 'description');
      const schema = field(tool, 'parameters');
      return {
        name: textField(tool, 'name') ?? '',
        ...(description === undefined ? {} : { description }),
        ...(schema === undefined ? {} : { schema }),
      };
    }),
  };
}
