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
import type { KeepBlob } from './keep-blob';
import { mediaFromBase64, mediaFromUrl } from './media';
import { type Attributes, objectAttribute, type SpanCall } from './span-attributes';

/**
 * Model calls of Google's ADK: whole Gemini bodies in `gcp.vertex.agent.llm_request` and `…llm_response`,
 * spelt in snake or camel case. null where there are none, or empty ones because capture was off.
 */
export function readGeminiCall(attributes: Attributes, keepBlob: KeepBlob): SpanCall | null {
  const request = objectAttribute(attributes, 'gcp.vertex.agent.llm_request');
  const response = objectAttribute(attributes, 'gcp.vertex.agent.llm_response');
  const contents = listField(request, 'contents');
  const answer = contentOf(response);
  if (!contents && !answer) return null;
  const config = either(request, 'config', 'generation_config');
  const instruction = either(config, 'system_instruction', 'systemInstruction');
  const tools = listField(config, 'tools')?.flatMap(readDeclarations);
  const reason = textField(response, 'finish_reason') ?? textField(response, 'finishReason');
  return {
    system: instruction === undefined ? null : readInstruction(instruction, keepBlob),
    messages: contents?.flatMap((content) => readGeminiContent(content, keepBlob)) ?? null,
    reply: answer
      ? { role: 'assistant', parts: readGeminiContent(answer, keepBlob).flatMap((m) => m.parts) }
      : null,
    tools: tools && tools.length > 0 ? tools : null,
    parameters: null,
    finishReason: reason ?? null,
  };
}

const either = (value: unknown, snake: string, camel: string): Json | undefined =>
  field(value, snake) ?? field(value, camel);

/** The reply of a response: ADK keeps one, the API a list of candidates. */
function contentOf(response: JsonObject | null): Json | undefined {
  const [candidate] = listField(response, 'candidates') ?? [];
  const content = field(response, 'content') ?? field(candidate, 'content');
  return isObject(content) && listField(content, 'parts') ? content : undefined;
}

function readInstruction(value: Json, keepBlob: KeepBlob): Part[] {
  if (typeof value === 'string') return [{ type: 'text', text: value }];
  const parts = listField(value, 'parts') ?? (Array.isArray(value) ? value : [value]);
  return parts.map((part) => readPart(part, keepBlob));
}

/** One content: what tools answered is a `tool` message, whatever role the API gives it. */
export function readGeminiContent(content: Json, keepBlob: KeepBlob): Message[] {
  const parts = (listField(content, 'parts') ?? [content]).map((part) => readPart(part, keepBlob));
  const results = parts.filter(({ type }) => type === 'tool-result');
  const rest = parts.filter(({ type }) => type !== 'tool-result');
  const role = textField(content, 'role') === 'model' ? 'assistant' : 'user';
  return [
    ...(results.length > 0 ? [{ role: 'tool' as const, parts: results }] : []),
    ...(rest.length > 0 || results.length === 0 ? [{ role, parts: rest } as const] : []),
  ];
}

function readPart(part: Json, keepBlob: KeepBlob): Part {
  const text = textField(part, 'text');
  if (typeof part === 'string') return { type: 'text', text: part };
  if (text !== undefined)
    return { type: field(part, 'thought') === true ? 'reasoning' : 'text', text };
  const call = either(part, 'function_call', 'functionCall');
  if (isObject(call))
    return {
      type: 'tool-call',
      callId: textField(call, 'id') ?? null,
      tool: textField(call, 'name') ?? '',
      input: field(call, 'args') ?? {},
    };
  const result = either(part, 'function_response', 'functionResponse');
  if (isObject(result)) {
    const callId = textField(result, 'id') ?? null;
    const tool = textField(result, 'name');
    return {
      type: 'tool-result',
      callId,
      // The API matches results by name; ADK adds ids, and a name beside them says nothing more.
      ...(tool === undefined || callId !== null ? {} : { tool }),
      output: field(result, 'response') ?? null,
    };
  }
  return readMedia(part, keepBlob) ?? { type: 'unknown', value: part };
}

function readMedia(part: Json, keepBlob: KeepBlob): Part | null {
  const inline = either(part, 'inline_data', 'inlineData');
  const file = either(part, 'file_data', 'fileData');
  const of = inline ?? file;
  const mediaType = textField(of, 'mime_type') ?? textField(of, 'mimeType') ?? 'application/*';
  const data = textField(inline, 'data');
  if (data !== undefined) return mediaFromBase64(data, mediaType, keepBlob);
  const url = textField(file, 'file_uri') ?? textField(file, 'fileUri');
  return url === undefined ? null : mediaFromUrl(url, mediaType, keepBlob);
}

function readDeclarations(tool: Json): ToolDefinition[] {
  const declared = either(tool, 'function_declarations', 'functionDeclarations');
  if (!Array.isArray(declared)) return [];
  return declared.map((of) => {
    const description = textField(of, 'description');
    const schema =
      field(of, 'parameters') ?? either(of, 'parameters_json_schema', 'parametersJsonSchema');
    return {
      name: textField(of, 'name') ?? '',
      ...(description === undefined ? {} : { description }),
      ...(schema === undefined ? {} : { schema }),
    };
  });
}
