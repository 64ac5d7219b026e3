import { isObject, type Json, type JsonObject } from '@/lib/trace/json';
import { pythonRepr, truthy } from '../python/python-text';
import { SeedError } from '../python/seed-error';
import { pythonDict, type SeedEvent, type SeedTrace } from './seed-trace';

export interface SeedMessage {
  role: string;
  content: string;
  name: string | null;
  metadata: JsonObject;
}

const field = (value: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(value, key) ? value[key] : undefined;

/** undefined for what is no message: role and content must both be text. */
function seedMessage(value: Json): SeedMessage | undefined {
  if (!isObject(value)) return undefined;
  const [role, content, name] = ['role', 'content', 'name'].map((key) => field(value, key));
  if (typeof role !== 'string' || typeof content !== 'string') return undefined;
  const metadata = field(value, 'metadata');
  return {
    role,
    content,
    name: typeof name === 'string' ? name : null,
    metadata: truthy(metadata) && metadata !== undefined ? pythonDict(metadata) : {},
  };
}

const assistant = (content: string): SeedMessage => ({
  role: 'assistant',
  content,
  name: null,
  metadata: {},
});

/** The messages that one event tells of, in the seed's order, with repetitions. Throws SeedError as the seed would. */
function extractMessages({ type, payload }: SeedEvent): SeedMessage[] {
  const told = truthy(payload) ? payload : {};
  if (!isObject(told))
    throw new SeedError('AttributeError', `${pythonRepr(told)} has no attribute 'get'`);
  const messages: SeedMessage[] = [];
  const take = (value: Json | undefined): void => {
    const message = value === undefined ? undefined : seedMessage(value);
    if (message) messages.push(message);
  };
  const list = field(told, 'messages');
  if (Array.isArray(list)) for (const item of list) take(item);
  take(field(told, 'message'));
  const prompt = field(told, 'user_prompt');
  if (typeof prompt === 'string' && prompt !== '')
    messages.push({ role: 'user', content: prompt, name: null, metadata: {} });
  const output = field(told, 'output');
  if (type === 'tool_completed') {
    const text = field(told, 'text');
    const answer = truthy(text) ? text : output;
    if (typeof answer === 'string') messages.push(assistant(answer));
  }
  if (type === 'run_completed' && typeof output === 'string') messages.push(assistant(output));
  return messages;
}

function checkIndex(trace: SeedTrace, at: number): void {
  if (at < 0 || at >= trace.events.length)
    throw new SeedError('IndexError', `${at} out of range (have ${trace.events.length} events)`);
}

/** All messages that events 0 to `at` tell of, `at` included. Throws SeedError IndexError; -1 is not the last. */
export function messagesAt(trace: SeedTrace, at: number): SeedMessage[] {
  checkIndex(trace, at);
  return trace.events.slice(0, at + 1).flatMap(extractMessages);
}

/** Event and text of every message of role user. */
export const findUserMessages = (trace: SeedTrace): [number, string][] =>
  trace.events.flatMap((event, at) =>
    extractMessages(event).flatMap(({ role, content }): [number, string][] =>
      role === 'user' ? [[at, content]] : [],
    ),
  );

export interface SeedCheckpoint {
  fork: { source_trace_id: Json; at_event: number; edits: { user_message?: string } };
  messages: SeedMessage[];
  user_prompt: string;
  metadata: JsonObject;
}

/**
 * The seed's fork: without an edit the last user message is both asked and kept in the history; with one all
 * user messages at the end go, and only those. Empty text is an edit. Throws SeedError as the seed would.
 */
export function fork(
  trace: SeedTrace,
  at: number,
  options: { editUserMessage?: string | null; extraMetadata?: JsonObject | null } = {},
): SeedCheckpoint {
  const messages = messagesAt(trace, at);
  const edit = options.editUserMessage ?? null;
  let prompt = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  if (edit !== null) {
    prompt = edit;
    while (messages.at(-1)?.role === 'user') messages.pop();
  }
  return {
    fork: {
      source_trace_id: trace.traceId,
      at_event: at,
      edits: edit === null ? {} : { user_message: edit },
    },
    messages,
    user_prompt: prompt,
    metadata: { ...trace.metadata, ...(options.extraMetadata ?? {}) },
  };
}
