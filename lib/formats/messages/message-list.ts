import { openaiRole } from '@/lib/dialects/openai-chat';
import { field, isObject, listField } from '@/lib/trace/json';
import { elementSpans, type ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';
import { requestBody } from './request-body';

/** One conversation of a file: where its messages are, and what stands beside them. */
export interface MessageList {
  file: number;
  /** The value that holds it all; null where messages stand loose in a file. */
  at: ValueSpan | null;
  /** Of a request body: all members but its messages. */
  envelope: Map<string, ValueSpan>;
  messages: ValueSpan[];
  /** The answer that is recorded beside a request. */
  response: ValueSpan | undefined;
}

const ARRAY = 0x5b;

/**
 * The conversations of a file: a list of messages, a list of request bodies or of such lists, one request
 * body, or any of them line by line. Found by brackets; nothing is parsed.
 */
export function messageLists(file: SourceFile): MessageList[] {
  const lists: MessageList[] = [];
  const loose: ValueSpan[] = [];
  for (const value of file.records()) {
    if (file.bytes[value.start] === ARRAY) lists.push(...listsIn(file, value));
    else if (!addBody(file, value, lists)) loose.push(value);
  }
  // Lines that are messages themselves are one conversation.
  return loose.length > 0 ? [...lists, listOf(file, null, loose)] : lists;
}

function listsIn(file: SourceFile, array: ValueSpan): MessageList[] {
  const elements = [...elementSpans(file.bytes, array)];
  const lists: MessageList[] = [];
  const loose = elements.filter((element) => {
    if (file.bytes[element.start] !== ARRAY) return !addBody(file, element, lists);
    const inner = [...elementSpans(file.bytes, element)];
    // An empty one is no conversation: it keeps its place as a record that holds none.
    if (inner.length === 0) return true;
    lists.push(listOf(file, element, inner));
    return false;
  });
  if (loose.length === 0 && lists.length > 0) return lists;
  return [...lists, listOf(file, lists.length > 0 ? null : array, loose)];
}

const listOf = (file: SourceFile, at: ValueSpan | null, messages: ValueSpan[]): MessageList => ({
  file: file.index,
  at,
  envelope: new Map(),
  messages,
  response: undefined,
});

/** Adds the conversation that a request body holds; false where the value is none. */
function addBody(file: SourceFile, value: ValueSpan, lists: MessageList[]): boolean {
  const body = requestBody(file, value);
  if (!body) return false;
  const { envelope, messages, response } = body;
  lists.push({ file: file.index, at: value, envelope, messages, response });
  return true;
}

/** Whether a value is a response body of the OpenAI chat API, with a message in it. */
export const isCompletion = (value: unknown): boolean =>
  isObject(field(listField(value, 'choices')?.[0], 'message'));

/** Whether a value has the general shape of a message: a role that chat APIs use, and something said. */
export const isMessage = (value: unknown): boolean =>
  isObject(value) &&
  typeof value.role === 'string' &&
  openaiRole(value.role) !== undefined &&
  ['content', 'tool_calls', 'function_call', 'reasoning_content'].some((key) =>
    Object.hasOwn(value, key),
  );
