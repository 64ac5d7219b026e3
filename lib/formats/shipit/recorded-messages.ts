import { field, isObject, type Json, listField, textField } from '@/lib/trace/json';
import { type Message, type Part, type Role, roleSchema } from '@/lib/trace/message';

const roleOf = (word: string): Role => {
  const parsed = roleSchema.safeParse(word);
  if (parsed.success) return parsed.data;
  return word === 'developer' ? 'system' : 'user';
};

/** `tool_calls` stand in the message in newer versions, in its metadata in v1. */
const callsOf = (value: Json): Json[] =>
  listField(value, 'tool_calls') ?? listField(field(value, 'metadata'), 'tool_calls') ?? [];

const answerIdOf = (value: Json): string | undefined =>
  textField(value, 'tool_call_id') ?? textField(field(value, 'metadata'), 'tool_call_id');

const callId = (call: Json): string | undefined =>
  textField(call, 'id') ?? textField(call, 'call_id');

function callPart(call: Json): Part {
  const id = callId(call) ?? null;
  const { name, input } = callNameAndInput(call);
  if (name === undefined) return { type: 'unknown', value: call };
  return { type: 'tool-call', callId: id, tool: name, input: input ?? null };
}

function callNameAndInput(call: Json): { name: string | undefined; input: Json | undefined } {
  const spec = isObject(field(call, 'function')) ? field(call, 'function') : call;
  return { name: textField(spec, 'name'), input: field(spec, 'arguments') };
}

/** A content may be text, or a list of blocks; what has no text is carried as it is. */
function contentParts(content: Json | undefined): Part[] {
  if (content === undefined || content === null || content === '') return [];
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  if (!Array.isArray(content)) return [{ type: 'unknown', value: content }];
  return content.map((block): Part => {
    const text = textField(block, 'text');
    return text === undefined ? { type: 'unknown', value: block } : { type: 'text', text };
  });
}

export interface RecordedMessage {
  message: Message;
  /** Index in the list that was read. */
  index: number;
  model: string | null;
}

const isReply = (value: Json): boolean => textField(value, 'role') === 'assistant';

/** The ids that tool messages answer between a reply and the next one. */
function answersAfter(list: readonly Json[], reply: number): Set<string> {
  const ids = new Set<string>();
  for (let at = reply + 1; at < list.length; at += 1) {
    const value = list[at] ?? null;
    if (isReply(value)) break;
    const id = textField(value, 'role') === 'tool' ? answerIdOf(value) : undefined;
    if (id !== undefined) ids.add(id);
  }
  return ids;
}

/** The calls of a reply: what nothing answers before the next reply is carried as an unknown part. */
function callParts(list: readonly Json[], index: number, mayStayOpen: boolean): Part[] {
  const calls = callsOf(list[index] ?? null);
  if (calls.length === 0) return [];
  const open = isReply(list[index] ?? null) ? answersAfter(list, index) : new Set<string>();
  return calls.map((call) => {
    const id = callId(call);
    // Each answer settles one call.
    const settled = id !== undefined && open.delete(id);
    return settled || mayStayOpen ? callPart(call) : { type: 'unknown', value: call };
  });
}

function resultPart(value: Json): Part {
  const tool = textField(value, 'name');
  return {
    type: 'tool-result',
    callId: answerIdOf(value) ?? null,
    ...(tool === undefined ? {} : { tool }),
    output: field(value, 'content') ?? null,
  };
}

/**
 * Messages of a session file or of a payload. A call that nothing answers before the next reply is carried as
 * an unknown part, so that the conversation can be sent on; calls of the last reply may stay open where
 * `openEnd` is set. Items that are no messages are left out.
 */
export function recordedMessages(list: readonly Json[], openEnd: boolean): RecordedMessage[] {
  const lastReply = list.findLastIndex(isReply);
  return list.flatMap((value, index): RecordedMessage[] => {
    const role = textField(value, 'role');
    if (role === undefined) return [];
    const parts: Part[] = [
      ...(role === 'tool' ? [resultPart(value)] : contentParts(field(value, 'content'))),
      ...callParts(list, index, openEnd && index === lastReply),
    ];
    const name = role === 'tool' ? undefined : textField(value, 'name');
    const message: Message = {
      role: roleOf(role),
      parts: parts.length > 0 ? parts : [{ type: 'text', text: '' }],
      ...(name === undefined ? {} : { name }),
    };
    return [{ message, index, model: textField(field(value, 'metadata'), 'model') ?? null }];
  });
}

/** `messages` and `message` of a payload, in that order: what the runtime says stood in the conversation. */
export function messagesOf(payload: Json): Message[] {
  const single = field(payload, 'message');
  const list = [...(listField(payload, 'messages') ?? []), ...(isObject(single) ? [single] : [])];
  return recordedMessages(list, false).map(({ message }) => message);
}
