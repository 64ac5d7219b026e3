import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listField,
  textField,
} from '@/lib/trace/json';
import type { Message, Part } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import {
  readAnthropicMessage,
  readAnthropicStopReason,
  readAnthropicSystem,
  readAnthropicTools,
  readAnthropicUsage,
} from './anthropic';
import type { KeepBlob } from './keep-blob';
import { readOpenaiMessage, readOpenaiTools } from './openai-chat';
import { type Reply, readOpenaiResponse } from './openai-response';

export type ChatDialect = 'openai' | 'anthropic';

const anthropicBlocks = new Set(
  'tool_use tool_result thinking redacted_thinking server_tool_use mcp_tool_use document'.split(
    ' ',
  ),
);

function isAnthropicBlock(block: Json): boolean {
  const type = textField(block, 'type') ?? '';
  return anthropicBlocks.has(type) || (type === 'image' && isObject(field(block, 'source')));
}

/** Whether a message carries marks of one of the two APIs; null for plain text, which both write alike. */
export function chatDialectOf(message: Json): ChatDialect | null {
  const role = textField(message, 'role');
  if (role === 'tool' || role === 'function' || role === 'developer') return 'openai';
  if (listField(message, 'tool_calls') || isObject(field(message, 'function_call')))
    return 'openai';
  const content = listField(message, 'content');
  if (content?.some(isAnthropicBlock)) return 'anthropic';
  return content?.some((block) => textField(block, 'type') === 'image_url') ? 'openai' : null;
}

export function readChatMessage(value: Json, dialect: ChatDialect, keepBlob: KeepBlob): Message[] {
  return dialect === 'anthropic'
    ? readAnthropicMessage(value, keepBlob)
    : readOpenaiMessage(value, keepBlob);
}

/** The API that a request body without marked messages was written for. */
export function requestDialectOf(request: Json): ChatDialect | null {
  const [tool] = listField(request, 'tools') ?? [];
  if (field(tool, 'input_schema') !== undefined) return 'anthropic';
  if (field(request, 'system') !== undefined) return 'anthropic';
  return field(tool, 'function') === undefined ? null : 'openai';
}

const notParameters = new Set(['messages', 'system', 'tools', 'functions', 'model']);

/**
 * What a request sends besides its messages. `system` holds the request's own field only: leading system
 * messages are for `splitSystem`. null where the request does not record it.
 */
export function readChatSetup(
  request: JsonObject,
  dialect: ChatDialect,
  keepBlob: KeepBlob,
): Setup {
  const tools = field(request, 'tools') ?? field(request, 'functions');
  const rest = Object.entries(request).filter(([key]) => !notParameters.has(key));
  return {
    system: readAnthropicSystem(field(request, 'system'), keepBlob),
    tools: dialect === 'anthropic' ? readAnthropicTools(tools) : readOpenaiTools(tools),
    model: textField(request, 'model') ?? null,
    parameters: rest.length > 0 ? Object.fromEntries(rest) : null,
  };
}

/** Leading system messages belong to the setup, not to the conversation. */
export function splitSystem(messages: Message[]): { system: Part[]; prompt: Message[] } {
  const first = messages.findIndex(({ role }) => role !== 'system');
  const count = first < 0 ? messages.length : first;
  return {
    system: messages.slice(0, count).flatMap(({ parts }) => parts),
    prompt: messages.slice(count),
  };
}

/** A response body of either API; null where the value is neither. */
export function readChatResponse(value: Json, keepBlob: KeepBlob): Reply | null {
  if (textField(value, 'type') !== 'message' || textField(value, 'role') !== 'assistant')
    return readOpenaiResponse(value, keepBlob);
  return {
    message: readAnthropicMessage(value, keepBlob)[0] ?? null,
    finishReason: readAnthropicStopReason(value),
    usage: readAnthropicUsage(field(value, 'usage')),
    model: textField(value, 'model') ?? null,
  };
}
