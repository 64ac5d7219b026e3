import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listField,
  textField,
} from '@/lib/trace/json';
import type { Message, Part } from '@/lib/trace/message';
import type { KeepBlob } from './keep-blob';
import { leftover } from './leftover';
import { mediaFromBase64, mediaFromUrl } from './media';
import { openaiRole, readOpenaiMessage, readOpenaiTools, toolInput } from './openai-chat';
import { type Attributes, jsonAttribute, type SpanCall, textAttribute } from './span-attributes';

/**
 * OpenTelemetry GenAI semantic conventions from 1.37 on: messages with parts in `gen_ai.input.messages` and
 * its siblings. null where the span carries none of them.
 */
export function readGenaiCall(attributes: Attributes, keepBlob: KeepBlob): SpanCall | null {
  const input = messagesIn(attributes, 'gen_ai.input.messages', 'gen_ai.prompt');
  const output = messagesIn(attributes, 'gen_ai.output.messages', 'gen_ai.completion');
  const system = jsonAttribute(attributes, 'gen_ai.system_instructions');
  const instructions = attributes.get('gen_ai.system_instructions');
  if (input === undefined && output === undefined && instructions === undefined) return null;
  const [answer] = Array.isArray(output) ? output : [];
  return {
    system:
      system === undefined ? plainInstructions(instructions) : readGenaiParts(system, keepBlob),
    messages: Array.isArray(input) ? input.flatMap((m) => readGenaiMessage(m, keepBlob)) : null,
    reply: answer === undefined ? null : asReply(readGenaiMessage(answer, keepBlob)),
    tools: readOpenaiTools(jsonAttribute(attributes, 'gen_ai.tool.definitions')),
    parameters: null,
    finishReason: textField(answer, 'finish_reason') ?? null,
  };
}

/** Before 1.27 the whole list stood as JSON under a name of its own. */
const messagesIn = (attributes: Attributes, key: string, old: string): Json | undefined =>
  jsonAttribute(attributes, key) ?? jsonAttribute(attributes, old);

const plainInstructions = (value: Json | undefined): Part[] | null =>
  typeof value === 'string' ? [{ type: 'text', text: value }] : null;

function asReply([first]: Message[]): Message | null {
  return first ? { ...first, role: 'assistant' } : null;
}

const known = new Set(['role', 'parts', 'name', 'finish_reason', 'content']);

/** One message of the convention. One without `parts` is read the way the OpenAI chat API writes it. */
function readGenaiMessage(value: Json, keepBlob: KeepBlob): Message[] {
  if (!isObject(value) || !listField(value, 'parts')) return readOpenaiMessage(value, keepBlob);
  const word = textField(value, 'role');
  const rest = leftover(value, known);
  const name = textField(value, 'name') ?? (openaiRole(word) === undefined ? word : undefined);
  return [
    {
      role: openaiRole(word) ?? 'user',
      parts: [
        ...readGenaiParts(field(value, 'parts') ?? [], keepBlob),
        ...(rest ? [{ type: 'unknown' as const, value: rest }] : []),
      ],
      ...(name === undefined ? {} : { name }),
    },
  ];
}

/** Parts of the convention, or plain text. What has no part of ours becomes an unknown part. */
function readGenaiParts(value: Json, keepBlob: KeepBlob): Part[] {
  const items = Array.isArray(value) ? value : [value];
  return items.map((item) => {
    if (typeof item === 'string') return { type: 'text', text: item };
    return (isObject(item) && readPart(item, keepBlob)) || { type: 'unknown', value: item };
  });
}

function readPart(item: JsonObject, keepBlob: KeepBlob): Part | null {
  const type = textField(item, 'type');
  const content = textField(item, 'content') ?? textField(item, 'text');
  switch (type) {
    case 'text':
      return content === undefined ? null : { type: 'text', text: content };
    case 'reasoning':
    case 'thinking':
      return content === undefined ? null : { type: 'reasoning', text: content };
    case 'tool_call':
      return {
        type: 'tool-call',
        callId: textField(item, 'id') ?? null,
        tool: textField(item, 'name') ?? '',
        ...toolInput(field(item, 'arguments')),
      };
    case 'tool_call_response':
      return {
        type: 'tool-result',
        callId: textField(item, 'id') ?? null,
        output: field(item, 'response') ?? field(item, 'result') ?? null,
        ...(field(item, 'is_error') === true ? { isError: true } : {}),
      };
    case 'blob':
    case 'uri':
    case 'file':
      return readMedia(item, keepBlob);
    default:
      return null;
  }
}

function readMedia(item: JsonObject, keepBlob: KeepBlob): Part | null {
  const mediaType =
    textField(item, 'mime_type') ?? `${textField(item, 'modality') ?? 'application'}/*`;
  const name = textField(item, 'name');
  const data = textField(item, 'content') ?? textField(item, 'data');
  if (data !== undefined) return mediaFromBase64(data, mediaType, keepBlob, name);
  const url = textField(item, 'uri') ?? textField(item, 'file_id');
  return url === undefined ? null : mediaFromUrl(url, mediaType, keepBlob, name);
}

/** Sampling settings, which the convention writes one attribute each. null where none is recorded. */
export function readGenaiParameters(attributes: Attributes): Json | null {
  const prefix = 'gen_ai.request.';
  const found = [...attributes].flatMap(([key, value]): [string, Json][] =>
    key.startsWith(prefix) && key !== `${prefix}model` ? [[key.slice(prefix.length), value]] : [],
  );
  return found.length > 0 ? Object.fromEntries(found) : null;
}

export function genaiFinishReason(attributes: Attributes): string | null {
  const reasons = jsonAttribute(attributes, 'gen_ai.response.finish_reasons');
  const [first] = Array.isArray(reasons) ? reasons : [];
  if (typeof first === 'string') return first;
  return textAttribute(attributes, 'gen_ai.response.finish_reasons', 'llm.finish_reason');
}
