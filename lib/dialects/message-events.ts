import { field, isObject, type Json, type JsonObject, textField } from '@/lib/trace/json';
import { decoded } from './embedded-json';
import type { Attributes } from './span-attributes';

/** An event of a span, or a log record that belongs to one. */
export interface SpanEvent {
  name: string;
  attributes: Attributes;
  /** What a log record carries; a span event has attributes only. */
  body?: Json;
}

/** Names of the events that carry messages, with the role that each stands for. */
const roles = new Map([
  ['gen_ai.system.message', 'system'],
  ['gen_ai.user.message', 'user'],
  ['gen_ai.assistant.message', 'assistant'],
  ['gen_ai.tool.message', 'tool'],
]);
const choice = 'gen_ai.choice';

export const isMessageEvent = (name: string): boolean => roles.has(name) || name === choice;

/**
 * Messages as events: GenAI conventions 1.27 to 1.36, Azure's (`gen_ai.event.content`), Strands' (blocks of
 * Bedrock as JSON text), and `gen_ai.content.*` of the versions before. As values that `readGenaiCall` reads,
 * under its attribute names; empty where no event carries a message.
 */
export function eventMessages(events: readonly SpanEvent[]): Map<string, Json> {
  const input: Json[] = [];
  const output: Json[] = [];
  const found = new Map<string, Json>();
  for (const event of events) {
    const role = roles.get(event.name);
    if (role !== undefined) input.push(...readMessage(bodyOf(event), role));
    else if (event.name === choice) output.push(...readChoice(bodyOf(event)));
    else if (event.name === 'gen_ai.content.prompt')
      keepList(found, 'gen_ai.input.messages', event.attributes.get('gen_ai.prompt'));
    else if (event.name === 'gen_ai.content.completion')
      keepList(found, 'gen_ai.output.messages', event.attributes.get('gen_ai.completion'));
  }
  if (input.length > 0) found.set('gen_ai.input.messages', input);
  if (output.length > 0) found.set('gen_ai.output.messages', output);
  return found;
}

/** What a tool span's events say it was asked and answered, under the names of the attributes. */
export function eventToolFacts(events: readonly SpanEvent[]): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const event of events) {
    const body = bodyOf(event);
    const asked = event.name === 'gen_ai.tool.message';
    const told = asked ? field(body, 'content') : field(body, 'message');
    if (told === undefined || (!asked && event.name !== choice)) continue;
    const name = asked ? 'gen_ai.tool.call.arguments' : 'gen_ai.tool.call.result';
    found.set(name, asked ? decoded(told) : onlyText(decoded(told)));
  }
  return found;
}

function keepList(found: Map<string, Json>, key: string, value: Json | undefined): void {
  const list = value === undefined ? undefined : decoded(value);
  if (Array.isArray(list) && list.length > 0) found.set(key, list);
}

function bodyOf({ attributes, body }: SpanEvent): JsonObject {
  const text = attributes.get('gen_ai.event.content');
  const given = isObject(body) ? body : text === undefined ? undefined : decoded(text);
  return isObject(given) ? given : Object.fromEntries(attributes);
}

function readMessage(body: JsonObject, fallback: string): Json[] {
  const role = textField(body, 'role') ?? fallback;
  const content = decodedBlocks(field(body, 'content') ?? null);
  if (isBlocks(content)) return fromBlocks(content, role);
  const calls = decoded(field(body, 'tool_calls') ?? null);
  const id = textField(body, 'id') ?? textField(body, 'tool_call_id');
  const name = textField(body, 'name');
  return [
    {
      role,
      content,
      ...(Array.isArray(calls) ? { tool_calls: calls } : {}),
      ...(role === 'tool' && id !== undefined ? { tool_call_id: id } : {}),
      ...(name === undefined ? {} : { name }),
    },
  ];
}

function readChoice(body: JsonObject): Json[] {
  const said = decoded(field(body, 'message') ?? null);
  const whole = isObject(said) ? said : { content: said ?? field(body, 'content') ?? null };
  const calls = field(body, 'tool_calls');
  const message = calls === undefined ? whole : { tool_calls: calls, ...whole };
  const reason = textField(body, 'finish_reason');
  return readMessage(message, 'assistant').map((read) =>
    isObject(read) && reason !== undefined ? { ...read, finish_reason: reason } : read,
  );
}

/** Lists of blocks are written as text; any other text is what was said. */
const decodedBlocks = (content: Json): Json => {
  const value =
    typeof content === 'string' && /^\s*\[\s*\{/.test(content) ? decoded(content) : content;
  return Array.isArray(value) ? value : content;
};

const blockKeys = ['text', 'toolUse', 'toolResult', 'reasoningContent', 'image', 'document'];

/** Blocks of Bedrock have no type: each has one member that is named after what it is. */
const isBlocks = (content: Json): content is Json[] =>
  Array.isArray(content) &&
  content.length > 0 &&
  content.every(
    (block) =>
      isObject(block) &&
      field(block, 'type') === undefined &&
      blockKeys.some((key) => Object.hasOwn(block, key)),
  );

function fromBlocks(blocks: Json[], role: string): Json[] {
  const results = blocks.filter((block) => field(block, 'toolResult') !== undefined);
  const rest = blocks.filter((block) => field(block, 'toolResult') === undefined);
  return [
    ...(results.length > 0 ? [{ role: 'tool', parts: results.map(blockPart) }] : []),
    ...(rest.length > 0 ? [{ role, parts: rest.map(blockPart) }] : []),
  ];
}

function blockPart(block: Json): Json {
  const text = textField(block, 'text');
  if (text !== undefined) return { type: 'text', content: text };
  const use = field(block, 'toolUse');
  if (use !== undefined)
    return {
      type: 'tool_call',
      id: field(use, 'toolUseId') ?? null,
      name: field(use, 'name') ?? null,
      arguments: field(use, 'input') ?? null,
    };
  const result = field(block, 'toolResult');
  if (result !== undefined)
    return {
      type: 'tool_call_response',
      id: field(result, 'toolUseId') ?? null,
      response: onlyText(field(result, 'content') ?? null),
      ...(textField(result, 'status') === 'error' ? { is_error: true } : {}),
    };
  const thought = textField(field(field(block, 'reasoningContent'), 'reasoningText'), 'text');
  return thought === undefined ? block : { type: 'reasoning', content: thought };
}

/** One block of text says the same as its text. */
function onlyText(value: Json): Json {
  if (!Array.isArray(value) || value.length !== 1) return value;
  return textField(value[0], 'text') ?? value;
}
