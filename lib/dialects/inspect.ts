import type { Usage } from '@/lib/trace/event';
import { field, isObject, type Json, listField, numberField, textField } from '@/lib/trace/json';
import type { Message, Part } from '@/lib/trace/message';
import type { KeepBlob } from './keep-blob';
import { leftover } from './leftover';
import { mediaFromUrl } from './media';
import { openaiRole, toolInput } from './openai-chat';
import { readOpenaiContent, readOpenaiOutput } from './openai-content';
import { usageOf } from './openai-response';

/** Read into parts, or belonging to the occurrence of the message and not to what it says. */
const known = new Set(
  'role content tool_calls tool_call_id function error id source model metadata name'.split(' '),
);

/** A message of Inspect AI. A role that no chat API uses becomes `user` with that word as its name. */
export function readInspectMessage(value: Json, keepBlob: KeepBlob): Message {
  if (!isObject(value)) return { role: 'user', parts: [{ type: 'unknown', value }] };
  const word = textField(value, 'role') ?? '';
  const role = openaiRole(word) ?? 'user';
  const rest = leftover(value, known);
  const parts: Part[] = [
    ...(role === 'tool' ? readResult(value, keepBlob) : readSaid(value, keepBlob)),
    ...(rest ? [{ type: 'unknown' as const, value: rest }] : []),
  ];
  return { role, parts, ...(openaiRole(word) ? {} : { name: word }) };
}

function readSaid(value: Json, keepBlob: KeepBlob): Part[] {
  const content = field(value, 'content') ?? '';
  const blocks = Array.isArray(content) ? content : [content];
  return [
    ...blocks.flatMap((block) => readBlock(block, keepBlob)),
    ...(listField(value, 'tool_calls') ?? []).map((call): Part => {
      const parsed = textField(call, 'parse_error') === undefined ? {} : { malformed: true };
      return {
        ...{ type: 'tool-call', callId: textField(call, 'id') ?? null },
        ...{ tool: textField(call, 'function') ?? '', ...toolInput(field(call, 'arguments')) },
        ...parsed,
      };
    }),
  ];
}

function readBlock(block: Json, keepBlob: KeepBlob): Part[] {
  const type = textField(block, 'type');
  const text = textField(block, 'reasoning');
  const image = type === 'image' ? textField(block, 'image') : undefined;
  if (image !== undefined) return [mediaFromUrl(image, 'image/*', keepBlob)];
  if (type !== 'reasoning' || text === undefined) return readOpenaiContent(block, keepBlob);
  const signature = textField(block, 'signature');
  const hidden = field(block, 'redacted') === true ? { redacted: true } : {};
  return [
    { type: 'reasoning', text, ...(signature === undefined ? {} : { signature }), ...hidden },
  ];
}

function readResult(value: Json, keepBlob: KeepBlob): Part[] {
  const { output, media } = readOpenaiOutput(field(value, 'content'), keepBlob);
  const error = field(value, 'error') ?? null;
  const tool = textField(value, 'function');
  // A failed tool leaves no content: the model was told the error.
  const told = error !== null && output === '' ? (textField(error, 'message') ?? output) : output;
  return [
    {
      ...{ type: 'tool-result', callId: textField(value, 'tool_call_id') ?? null, output: told },
      ...(tool === undefined ? {} : { tool }),
      ...(error === null ? {} : { isError: true }),
    },
    ...media,
  ];
}

/**
 * Token counts of a model's output. `input` includes cached tokens: some providers count them apart, which the
 * total tells.
 */
export function readInspectUsage(value: Json | undefined): Usage | null {
  const input = numberField(value, 'input_tokens');
  const cacheRead = numberField(value, 'input_tokens_cache_read');
  const cacheWrite = numberField(value, 'input_tokens_cache_write');
  const output = numberField(value, 'output_tokens');
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0);
  const total = numberField(value, 'total_tokens') ?? 0;
  const apart = total >= (input ?? 0) + (output ?? 0) + cached;
  return usageOf({
    input: input === undefined ? undefined : input + (apart ? cached : 0),
    output,
    ...{ cacheRead, cacheWrite, reasoning: numberField(value, 'reasoning_tokens') },
  });
}
