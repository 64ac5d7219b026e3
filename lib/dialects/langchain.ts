import type { Usage } from '@/lib/trace/event';
import { field, isObject, type Json, listField, numberField, textField } from '@/lib/trace/json';
import type { Message, Part, Role } from '@/lib/trace/message';
import type { KeepBlob } from './keep-blob';
import { toolInput } from './openai-chat';
import { readOpenaiContent, readOpenaiOutput } from './openai-content';
import { type Reply, usageOf } from './openai-response';

const roles = new Map<string, Role>([
  ['human', 'user'],
  ['user', 'user'],
  ['ai', 'assistant'],
  ['assistant', 'assistant'],
  ['system', 'system'],
  ['developer', 'system'],
  ['tool', 'tool'],
  ['function', 'tool'],
]);

/** A message of LangChain, and what its model said of making it. */
export interface LangchainMessage {
  id: string | null;
  message: Message;
  reply: Omit<Reply, 'message'>;
}

interface Named {
  word: string;
  fields: Json;
}

/** The class of a message in lower case, and its fields, in whichever of the serialised forms. */
function named(value: Json): Named | null {
  if (textField(value, 'type') === 'constructor') {
    const name = listField(value, 'id')?.at(-1);
    const fields = field(value, 'kwargs');
    const [, word] = typeof name === 'string' ? (/^(\w+?)Message(?:Chunk)?$/.exec(name) ?? []) : [];
    return word === undefined || !isObject(fields) ? null : { word: word.toLowerCase(), fields };
  }
  const type = textField(value, 'type') ?? textField(value, 'role');
  if (type === undefined) return null;
  // `{type, data}` is how stored messages are dumped; a chunk carries its class as its type.
  const data = field(value, 'data');
  const word = type.replace(/MessageChunk$|Message$/, '').toLowerCase();
  return { word, fields: isObject(data) ? data : value };
}

const roleOf = ({ word, fields }: Named): Role | undefined =>
  roles.get(word === 'chat' ? (textField(fields, 'role') ?? '') : word);

/** Whether a value is a message that LangChain serialised: its own form, or a type and a content. */
export function isLangchainMessage(value: unknown): value is Json {
  // Only ever called with what JSON.parse gave.
  const found = isObject(value) ? named(value) : null;
  return (
    found !== null && roleOf(found) !== undefined && field(found.fields, 'content') !== undefined
  );
}

/** null for what is no message, and for the marks that remove one. */
export function readLangchainMessage(value: Json, keepBlob: KeepBlob): LangchainMessage | null {
  const found = isObject(value) ? named(value) : null;
  const role = found && roleOf(found);
  if (!found || !role) return null;
  const { fields } = found;
  const name = role === 'tool' ? undefined : textField(fields, 'name');
  const meta = field(fields, 'response_metadata');
  return {
    id: textField(fields, 'id') ?? null,
    message: {
      role,
      parts: role === 'tool' ? readResult(fields, keepBlob) : readSaid(fields, keepBlob),
      ...(name === undefined || name === '' ? {} : { name }),
    },
    reply: {
      model: textField(meta, 'model_name') ?? textField(meta, 'model') ?? null,
      finishReason: textField(meta, 'finish_reason') ?? textField(meta, 'stop_reason') ?? null,
      usage: readUsage(field(fields, 'usage_metadata')),
    },
  };
}

/** Blocks that stand again in `tool_calls`. */
const callBlocks = new Set(['tool_use', 'tool_call', 'function_call', 'input_json_delta']);

function readSaid(fields: Json, keepBlob: KeepBlob): Part[] {
  const content = field(fields, 'content');
  const extra = field(fields, 'additional_kwargs');
  const reasoning = textField(extra, 'reasoning_content');
  const calls = listField(fields, 'tool_calls') ?? [];
  const raw = calls.length > 0 ? [] : (listField(extra, 'tool_calls') ?? []);
  const blocks = Array.isArray(content) ? content : content === undefined ? [] : [content];
  const hasCalls = calls.length + raw.length > 0;
  return [
    ...(reasoning ? [{ type: 'reasoning' as const, text: reasoning }] : []),
    ...blocks.flatMap((block) =>
      hasCalls && callBlocks.has(textField(block, 'type') ?? '') ? [] : readBlock(block, keepBlob),
    ),
    ...calls.map(readCall),
    ...raw.map((call) => readCall({ id: field(call, 'id') ?? null, ...functionOf(call) })),
    ...(listField(fields, 'invalid_tool_calls') ?? []).map(readCall),
  ];
}

function functionOf(call: Json): { name: Json; args: Json } {
  const of = field(call, 'function');
  return { name: field(of, 'name') ?? null, args: field(of, 'arguments') ?? null };
}

function readBlock(block: Json, keepBlob: KeepBlob): Part[] {
  const text = textField(block, 'thinking');
  if (textField(block, 'type') !== 'thinking' || text === undefined)
    return readOpenaiContent(block, keepBlob);
  const signature = textField(block, 'signature');
  return [{ type: 'reasoning', text, ...(signature === undefined ? {} : { signature }) }];
}

const readCall = (call: Json): Part => ({
  type: 'tool-call',
  callId: textField(call, 'id') ?? null,
  tool: textField(call, 'name') ?? '',
  ...toolInput(field(call, 'args')),
});

function readResult(fields: Json, keepBlob: KeepBlob): Part[] {
  const { output, media } = readOpenaiOutput(field(fields, 'content'), keepBlob);
  const tool = textField(fields, 'name');
  return [
    {
      ...{ type: 'tool-result', callId: textField(fields, 'tool_call_id') ?? null, output },
      ...(tool === undefined ? {} : { tool }),
      ...(textField(fields, 'status') === 'error' ? { isError: true } : {}),
    },
    ...media,
  ];
}

function readUsage(value: Json | undefined): Usage | null {
  const asked = field(value, 'input_token_details');
  const made = field(value, 'output_token_details');
  return usageOf({
    input: numberField(value, 'input_tokens'),
    output: numberField(value, 'output_tokens'),
    cacheRead: numberField(asked, 'cache_read'),
    cacheWrite: numberField(asked, 'cache_creation'),
    reasoning: numberField(made, 'reasoning'),
  });
}
