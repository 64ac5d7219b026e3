import { isObject, type Json, listField } from '@/lib/trace/json';
import type { Message, Part } from '@/lib/trace/message';
import type { ToolDefinition } from '@/lib/trace/setup';
import {
  chatDialectOf,
  readChatMessage,
  readChatResponse,
  readChatSetup,
  requestDialectOf,
} from './chat-request';
import { embeddedJson } from './embedded-json';
import type { KeepBlob } from './keep-blob';
import { mediaFromUrl } from './media';
import { openaiRole, readOpenaiTools, toolInput } from './openai-chat';
import type { Reply } from './openai-response';
import {
  type Attributes,
  indexed,
  jsonAttribute,
  objectAttribute,
  type SpanCall,
  textAttribute,
} from './span-attributes';

/**
 * OpenInference: messages flattened into `llm.input_messages.N.message.…`. Where the raw request or response
 * stands beside them in `input.value` and `output.value` and holds no fewer messages, it is read instead: the
 * flattened keys lose parts. null where the span carries no messages.
 */
export function readOpeninferenceCall(attributes: Attributes, keepBlob: KeepBlob): SpanCall | null {
  const flat = indexed(attributes, 'llm.input_messages.');
  const answers = indexed(attributes, 'llm.output_messages.');
  const request = rawRequest(attributes, flat.length, keepBlob);
  const reply = rawReply(attributes, keepBlob);
  const [answer] = answers;
  if (flat.length === 0 && !answer && !request && !reply) return null;
  const invocation = invocationOf(attributes);
  const message = answer ? flatMessage(answer, keepBlob, 'assistant') : null;
  return {
    system: request?.system ?? null,
    messages:
      request?.messages ??
      (flat.length > 0 ? flat.map((group) => flatMessage(group, keepBlob, 'user')) : null),
    reply: reply?.message ?? message,
    tools: readTools(attributes) ?? request?.tools ?? invocation.tools,
    parameters: invocation.parameters ?? request?.parameters ?? null,
    finishReason: reply?.finishReason ?? null,
  };
}

function rawRequest(attributes: Attributes, flat: number, keepBlob: KeepBlob) {
  const body = attributes.has('input.value') ? objectAttribute(attributes, 'input.value') : null;
  const messages = listField(body, 'messages');
  if (!body || !messages || messages.length < flat || messages.length === 0) return null;
  // LangChain writes its own message objects here: those have no role of a chat API.
  if (!messages.every(isChatMessage)) return null;
  const marked = messages.map(chatDialectOf).find((dialect) => dialect !== null);
  const dialect = marked ?? requestDialectOf(body) ?? 'openai';
  return {
    ...readChatSetup(body, dialect, keepBlob),
    messages: messages.flatMap((message) => readChatMessage(message, dialect, keepBlob)),
  };
}

const isChatMessage = (message: Json): boolean =>
  isObject(message) &&
  typeof message.role === 'string' &&
  openaiRole(message.role) !== undefined &&
  (Object.hasOwn(message, 'content') || Object.hasOwn(message, 'tool_calls'));

function rawReply(attributes: Attributes, keepBlob: KeepBlob): Reply | null {
  const body = attributes.has('output.value') ? objectAttribute(attributes, 'output.value') : null;
  const reply = body && readChatResponse(body, keepBlob);
  return reply?.message ? reply : null;
}

function flatMessage(group: Map<string, Json>, keepBlob: KeepBlob, fallback: string): Message {
  const word = textAttribute(group, 'message.role') ?? fallback;
  const role = openaiRole(word) ?? 'user';
  const callId = textAttribute(group, 'message.tool_call_id');
  const name = textAttribute(group, 'message.name');
  const contents = indexed(group, 'message.contents.');
  const content = group.get('message.content');
  if (role === 'tool') {
    const output =
      content ??
      contents.map((item) => item.get('message_content.text') ?? Object.fromEntries(item));
    const tool = name === null ? {} : { tool: name };
    return { role, parts: [{ type: 'tool-result', callId, ...tool, output }] };
  }
  const shown = name ?? (openaiRole(word) === undefined ? word : null);
  return {
    role,
    parts: [
      ...(typeof content === 'string' && content !== ''
        ? [{ type: 'text' as const, text: content }]
        : []),
      ...contents.map((item) => flatContent(item, keepBlob)),
      ...indexed(group, 'message.tool_calls.').map(flatCall),
      ...oldCall(group),
    ],
    ...(shown === null ? {} : { name: shown }),
  };
}

function flatContent(item: Map<string, Json>, keepBlob: KeepBlob): Part {
  const text = item.get('message_content.text');
  const type = item.get('message_content.type');
  if (typeof text === 'string') return { type: type === 'reasoning' ? 'reasoning' : 'text', text };
  const url = textAttribute(item, 'message_content.image.image.url');
  if (url !== null) return mediaFromUrl(url, 'image/*', keepBlob);
  return { type: 'unknown', value: Object.fromEntries(item) };
}

function flatCall(call: Map<string, Json>): Part {
  return {
    type: 'tool-call',
    callId: textAttribute(call, 'tool_call.id'),
    tool: textAttribute(call, 'tool_call.function.name') ?? '',
    ...toolInput(call.get('tool_call.function.arguments')),
  };
}

function oldCall(group: Map<string, Json>): Part[] {
  const tool = textAttribute(group, 'message.function_call_name');
  if (tool === null) return [];
  const input = toolInput(group.get('message.function_call_arguments_json'));
  return [{ type: 'tool-call', callId: null, tool, ...input }];
}

function readTools(attributes: Attributes): ToolDefinition[] | null {
  const schemas = indexed(attributes, 'llm.tools.').map((group) => {
    const schema = group.get('tool.json_schema') ?? null;
    return typeof schema === 'string' ? (embeddedJson(schema) ?? schema) : schema;
  });
  return schemas.length > 0 ? readOpenaiTools(schemas) : null;
}

/** `llm.invocation_parameters` holds the sampling settings, in some libraries with the tools among them. */
function invocationOf(attributes: Attributes): {
  tools: ToolDefinition[] | null;
  parameters: Json | null;
} {
  const value = jsonAttribute(attributes, 'llm.invocation_parameters');
  if (!isObject(value)) return { tools: null, parameters: value ?? null };
  const rest = Object.entries(value).filter(([key]) => !apart.has(key));
  return {
    tools: readOpenaiTools(value.tools),
    parameters: rest.length > 0 ? Object.fromEntries(rest) : null,
  };
}

const apart = new Set(['tools', 'messages', 'model', 'model_name', 'system']);
