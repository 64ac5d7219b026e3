import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listField,
  textField,
} from '@/lib/trace/json';
import type { Message, Part } from '@/lib/trace/message';
import type { ToolDefinition } from '@/lib/trace/setup';
import { embeddedJson } from './embedded-json';
import type { KeepBlob } from './keep-blob';
import { mediaFromBase64, mediaFromUrl } from './media';
import { openaiRole, readOpenaiTools, toolInput } from './openai-chat';
import { type Attributes, jsonAttribute, type SpanCall, textAttribute } from './span-attributes';

/** Spans of the Vercel AI SDK: model messages in `ai.prompt.messages`. null where there are none. */
export function readAiSdkCall(attributes: Attributes, keepBlob: KeepBlob): SpanCall | null {
  const prompt = jsonAttribute(attributes, 'ai.prompt.messages');
  const outer = jsonAttribute(attributes, 'ai.prompt');
  const reply = readReply(attributes);
  if (prompt === undefined && outer === undefined && !reply) return null;
  const messages = Array.isArray(prompt) ? prompt : listField(outer, 'messages');
  const text = textField(outer, 'prompt');
  const system = textField(outer, 'system');
  return {
    system: system === undefined ? null : [{ type: 'text', text: system }],
    messages:
      messages?.map((message) => readAiSdkMessage(message, keepBlob)) ??
      (text === undefined ? null : [{ role: 'user', parts: [{ type: 'text', text }] }]),
    reply,
    tools: readTools(attributes.get('ai.prompt.tools')),
    parameters: null,
    finishReason: textAttribute(attributes, 'ai.response.finishReason'),
  };
}

function readReply(attributes: Attributes): Message | null {
  const reasoning = textAttribute(attributes, 'ai.response.reasoning');
  const text = textAttribute(attributes, 'ai.response.text', 'ai.response.object');
  const calls = jsonAttribute(attributes, 'ai.response.toolCalls');
  const parts: Part[] = [
    ...(reasoning === null ? [] : [{ type: 'reasoning' as const, text: reasoning }]),
    ...(text === null ? [] : [{ type: 'text' as const, text }]),
    ...(Array.isArray(calls) ? calls.map(readCall) : []),
  ];
  return parts.length > 0 ? { role: 'assistant', parts } : null;
}

function readTools(value: Json | undefined): ToolDefinition[] | null {
  if (!Array.isArray(value)) return null;
  return readOpenaiTools(
    value.map((tool) => (typeof tool === 'string' ? (embeddedJson(tool) ?? tool) : tool)),
  );
}

/** A model message of the AI SDK. Parts without one of ours become unknown parts. */
function readAiSdkMessage(value: Json, keepBlob: KeepBlob): Message {
  const content = field(value, 'content') ?? null;
  const role = openaiRole(textField(value, 'role')) ?? 'user';
  if (typeof content === 'string')
    return { role, parts: content === '' ? [] : [{ type: 'text', text: content }] };
  const parts = Array.isArray(content) ? content : [content];
  return {
    role,
    parts: parts.map(
      (part) => (isObject(part) && readPart(part, keepBlob)) || { type: 'unknown', value: part },
    ),
  };
}

function readPart(part: JsonObject, keepBlob: KeepBlob): Part | null {
  const text = textField(part, 'text');
  switch (textField(part, 'type')) {
    case 'text':
      return text === undefined ? null : { type: 'text', text };
    case 'reasoning':
      return text === undefined ? null : { type: 'reasoning', text };
    case 'tool-call':
      return readCall(part);
    case 'tool-result':
      return readResult(part);
    case 'image':
    case 'file':
      return readMedia(part, keepBlob);
    default:
      return null;
  }
}

function readCall(call: Json): Part {
  return {
    type: 'tool-call',
    callId: textField(call, 'toolCallId') ?? null,
    tool: textField(call, 'toolName') ?? '',
    ...toolInput(field(call, 'input') ?? field(call, 'args')),
  };
}

function readResult(part: JsonObject): Part {
  const output = field(part, 'output') ?? field(part, 'result') ?? null;
  const kind = textField(output, 'type') ?? '';
  const tool = textField(part, 'toolName');
  const failed = kind.startsWith('error') || field(part, 'isError') === true;
  return {
    type: 'tool-result',
    callId: textField(part, 'toolCallId') ?? null,
    ...(tool === undefined ? {} : { tool }),
    output: field(output, 'value') ?? output,
    ...(failed ? { isError: true } : {}),
  };
}

function readMedia(part: JsonObject, keepBlob: KeepBlob): Part | null {
  const mediaType = textField(part, 'mediaType') ?? textField(part, 'mimeType') ?? 'image/*';
  const data = textField(part, 'data') ?? textField(part, 'image');
  if (data === undefined) return null;
  const isUrl = /^[a-z]+:/i.test(data.slice(0, 20));
  const name = textField(part, 'filename');
  if (isUrl) return mediaFromUrl(data, mediaType, keepBlob, name);
  return mediaFromBase64(data, mediaType, keepBlob, name);
}
