import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listField,
  textField,
} from '@/lib/trace/json';
import type { Message, Part, Role, ToolCallPart } from '@/lib/trace/message';
import type { ToolDefinition } from '@/lib/trace/setup';
import { embeddedJson } from './embedded-json';
import type { KeepBlob } from './keep-blob';
import { leftover } from './leftover';
import { readOpenaiContent, readOpenaiOutput } from './openai-content';

const roles = new Map<string, Role>([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['human', 'user'],
  ['assistant', 'assistant'],
  ['ai', 'assistant'],
  ['model', 'assistant'],
  ['tool', 'tool'],
  ['function', 'tool'],
  ['ipython', 'tool'],
]);

/** Our role for the API's word; undefined for a word that no chat API uses. */
export const openaiRole = (word: string | undefined): Role | undefined =>
  word === undefined ? undefined : roles.get(word);

/** Read into parts, or belonging to the occurrence of the message and not to what it says. */
const known = new Set(
  'role content name tool_calls function_call tool_call_id refusal reasoning reasoning_content'
    .split(' ')
    .concat('id object created created_at timestamp index metadata extra type status'.split(' '))
    .concat('model usage finish_reason'.split(' ')),
);

/**
 * A message object of the OpenAI chat API as our messages: one. Members that no part has become an unknown
 * part. A role that no chat API uses becomes `user` with that word as its name.
 */
export function readOpenaiMessage(value: Json, keepBlob: KeepBlob): Message[] {
  if (!isObject(value)) return [{ role: 'user', parts: [{ type: 'unknown', value }] }];
  const word = textField(value, 'role');
  const role = openaiRole(word) ?? 'user';
  const rest = leftover(value, known);
  const parts: Part[] = [
    ...readReasoning(value),
    ...(role === 'tool' ? readResult(value, keepBlob) : readSaid(value, keepBlob)),
    ...(rest ? [{ type: 'unknown' as const, value: rest }] : []),
  ];
  const name = role === 'tool' ? undefined : textField(value, 'name');
  const shown = name ?? (word !== undefined && !roles.has(word) ? word : undefined);
  return [{ role, parts, ...(shown === undefined ? {} : { name: shown }) }];
}

/** DeepSeek, xAI and vLLM write `reasoning_content`, Groq and OpenRouter `reasoning`. */
function readReasoning(value: JsonObject): Part[] {
  const found = field(value, 'reasoning_content') ?? field(value, 'reasoning');
  if (found === undefined || found === null || found === '') return [];
  return [
    typeof found === 'string'
      ? { type: 'reasoning', text: found }
      : { type: 'unknown', value: found },
  ];
}

function readSaid(value: JsonObject, keepBlob: KeepBlob): Part[] {
  const refusal = textField(value, 'refusal');
  const old = field(value, 'function_call');
  const calls = listField(value, 'tool_calls') ?? [];
  const oddCalls = field(value, 'tool_calls');
  return [
    ...readOpenaiContent(field(value, 'content'), keepBlob),
    ...(refusal ? [{ type: 'text' as const, text: refusal }] : []),
    ...calls.flatMap(readCall),
    ...(isObject(oddCalls) ? [{ type: 'unknown' as const, value: oddCalls }] : []),
    ...(isObject(old) ? [callPart(null, old)] : []),
  ];
}

const callKeys = new Set(['id', 'type', 'index', 'function', 'custom']);

function readCall(value: Json): Part[] {
  if (!isObject(value)) return [{ type: 'unknown', value }];
  const of = field(value, 'function') ?? field(value, 'custom');
  if (!isObject(of)) return [{ type: 'unknown', value }];
  const rest = leftover(value, callKeys);
  const call = callPart(textField(value, 'id') ?? null, of);
  return rest ? [call, { type: 'unknown', value: rest }] : [call];
}

function callPart(callId: string | null, of: JsonObject): ToolCallPart {
  const tool = textField(of, 'name') ?? '';
  // A custom tool takes free text.
  const text = textField(of, 'input');
  if (text !== undefined) return { type: 'tool-call', callId, tool, input: text };
  return { type: 'tool-call', callId, tool, ...toolInput(field(of, 'arguments')) };
}

/** Tool arguments: text of JSON, or JSON itself. No text at all is how some models write "none". */
export function toolInput(value: Json | undefined): Pick<ToolCallPart, 'input' | 'malformed'> {
  if (value === undefined || value === null) return { input: null };
  if (typeof value !== 'string') return { input: value };
  if (value.trim() === '') return { input: {} };
  const parsed = embeddedJson(value);
  return parsed === undefined ? { input: value, malformed: true } : { input: parsed };
}

function readResult(value: JsonObject, keepBlob: KeepBlob): Part[] {
  const tool = textField(value, 'name');
  const { output, media } = readOpenaiOutput(field(value, 'content'), keepBlob);
  return [
    {
      type: 'tool-result',
      callId: textField(value, 'tool_call_id') ?? null,
      ...(tool === undefined ? {} : { tool }),
      output,
    },
    ...media,
  ];
}

/** `tools`, or the old `functions`, of a request. null where the request records neither. */
export function readOpenaiTools(value: Json | undefined): ToolDefinition[] | null {
  if (!Array.isArray(value)) return null;
  return value.map((tool) => {
    const of = field(tool, 'function') ?? tool;
    const description = textField(of, 'description');
    return {
      name: textField(of, 'name') ?? textField(of, 'type') ?? '',
      ...(description === undefined ? {} : { description }),
      schema:
        field(of, 'parameters') ?? field(of, 'inputSchema') ?? field(of, 'input_schema') ?? of,
    };
  });
}
