import { openaiRole } from '@/lib/dialects/openai-chat';
import { isObject } from '@/lib/trace/json';
import { elementSpans, memberSpans, type ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';

/** One conversation of a file: where its messages are, and what stands beside them. */
export interface MessageList {
  file: number;
  /** Of a request body: all members but its messages. */
  envelope: Map<string, ValueSpan>;
  messages: ValueSpan[];
}

const ARRAY = 0x5b;
const OBJECT = 0x7b;

/**
 * The conversations of a file: a list of messages, a list of request bodies, one request body, or either of
 * them line by line. Found by brackets; only the beginning of each value is parsed, to tell them apart.
 */
export function messageLists(file: SourceFile): MessageList[] {
  const lists: MessageList[] = [];
  const loose: ValueSpan[] = [];
  for (const value of file.records()) {
    if (file.bytes[value.start] === ARRAY)
      lists.push(...listOf(file, [...elementSpans(file.bytes, value)]));
    else if (!addBody(file, value, lists)) loose.push(value);
  }
  // Lines that are messages themselves are one conversation.
  return loose.length > 0
    ? [...lists, { file: file.index, envelope: new Map(), messages: loose }]
    : lists;
}

function listOf(file: SourceFile, elements: ValueSpan[]): MessageList[] {
  const lists: MessageList[] = [];
  const loose = elements.filter((element) => !addBody(file, element, lists));
  if (loose.length === 0 && lists.length > 0) return lists;
  return [...lists, { file: file.index, envelope: new Map(), messages: loose }];
}

/** Adds the conversation that a request body holds; false where the value is none. */
function addBody(file: SourceFile, value: ValueSpan, lists: MessageList[]): boolean {
  if (file.bytes[value.start] !== OBJECT) return false;
  const members = membersOf(file, value);
  const request = members.get('request') ?? members.get('body');
  const inner = request && membersOf(file, request);
  const held = members.get('messages') ?? inner?.get('messages');
  if (!held || file.bytes[held.start] !== ARRAY) return false;
  if (members.has('role')) return false;
  const envelope = new Map([...(inner ?? []), ...members]);
  // A request that is taken apart is no member of its own.
  for (const taken of ['messages', ...(inner ? ['request', 'body'] : [])]) envelope.delete(taken);
  lists.push({ file: file.index, envelope, messages: [...elementSpans(file.bytes, held)] });
  return true;
}

/** Members by key; the last of several equal keys wins, as it does in a parser. */
const membersOf = (file: SourceFile, value: ValueSpan): Map<string, ValueSpan> =>
  new Map([...memberSpans(file.bytes, value)].map((member) => [member.key, member.value]));

/** Whether a value has the general shape of a message: a role that chat APIs use, and something said. */
export const isMessage = (value: unknown): boolean =>
  isObject(value) &&
  typeof value.role === 'string' &&
  openaiRole(value.role) !== undefined &&
  ['content', 'tool_calls', 'function_call', 'reasoning_content'].some((key) =>
    Object.hasOwn(value, key),
  );
