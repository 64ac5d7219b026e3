import type { Usage } from '@/lib/trace/event';
import {
  field,
  isObject,
  type Json,
  type JsonObject,
  numberField,
  textField,
} from '@/lib/trace/json';
import type { MediaPart, Message, Part, Role } from '@/lib/trace/message';
import type { ToolDefinition } from '@/lib/trace/setup';
import type { KeepBlob } from './keep-blob';

/**
 * A message object of the Anthropic Messages API as our messages. A user message with tool results becomes
 * a `tool` message with all of them, in order, then a `user` message with the rest. Blocks without a part of
 * their own become unknown parts: nothing is dropped.
 */
export function readAnthropicMessage(value: Json, keepBlob: KeepBlob): Message[] {
  if (!isObject(value)) return [{ role: 'user', parts: [{ type: 'unknown', value }] }];
  const word = textField(value, 'role');
  const role = roles.get(word ?? '') ?? 'user';
  const name = word === undefined || roles.has(word) ? {} : { name: word };
  const parts = readContent(field(value, 'content'), keepBlob);
  if (role === 'assistant' || !parts.some(isToolSide))
    return [{ role, parts: bare(parts), ...name }];
  const results = bare(parts.filter(isToolSide));
  const rest = bare(parts.filter((part) => !isToolSide(part)));
  const tool: Message = { role: 'tool', parts: results };
  return rest.length > 0 ? [tool, { role, parts: rest, ...name }] : [tool];
}

/** `system` of a request: text or blocks. null where the request does not record it. */
export function readAnthropicSystem(value: Json | undefined, keepBlob: KeepBlob): Part[] | null {
  return value === undefined || value === null ? null : bare(readContent(value, keepBlob));
}

/** `tools` of a request; a server tool keeps its settings as its schema. null where not recorded. */
export function readAnthropicTools(value: Json | undefined): ToolDefinition[] | null {
  if (!Array.isArray(value)) return null;
  return value.map((tool) => {
    const description = textField(tool, 'description');
    return {
      name: textField(tool, 'name') ?? textField(tool, 'type') ?? '',
      ...(description === undefined ? {} : { description }),
      schema: field(tool, 'input_schema') ?? tool,
    };
  });
}

/** Token counts. `input` includes cached tokens, which the API counts apart. null where none is recorded. */
export function readAnthropicUsage(value: Json | undefined): Usage | null {
  const input = count(value, 'input_tokens');
  const output = count(value, 'output_tokens');
  const cacheRead = count(value, 'cache_read_input_tokens');
  const cacheWrite =
    count(value, 'cache_creation_input_tokens') ?? cacheWritten(field(value, 'cache_creation'));
  const usage: Usage = {
    ...(input === undefined ? {} : { input: input + (cacheRead ?? 0) + (cacheWrite ?? 0) }),
    ...(output === undefined ? {} : { output }),
    ...(cacheRead === undefined ? {} : { cacheRead }),
    ...(cacheWrite === undefined ? {} : { cacheWrite }),
  };
  return Object.keys(usage).length > 0 ? usage : null;
}

/** Why the model stopped, in the API's own word. */
export const readAnthropicStopReason = (message: Json | undefined): string | null =>
  textField(message, 'stop_reason') ?? null;

const roles = new Map<string, Role>([
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['system', 'system'],
]);

/** A part, and whether it came inside a tool result: it then stays beside that result. */
type Read = { part: Part; inResult: boolean };
const isToolSide = ({ part, inResult }: Read): boolean => inResult || part.type === 'tool-result';
const bare = (read: Read[]): Part[] => read.map(({ part }) => part);

function readContent(content: Json | undefined, keepBlob: KeepBlob): Read[] {
  if (content === undefined || content === null) return [];
  const blocks = Array.isArray(content) ? content : [content];
  return blocks.flatMap((block) => readBlock(block, keepBlob));
}

function readBlock(block: Json, keepBlob: KeepBlob): Read[] {
  if (typeof block === 'string') return one({ type: 'text', text: block });
  if (!isObject(block)) return one({ type: 'unknown', value: block });
  const type = textField(block, 'type') ?? '';
  if (type.endsWith('tool_result')) return readResult(block, keepBlob);
  return one(readPart(type, block, keepBlob) ?? { type: 'unknown', value: block });
}

const one = (part: Part): Read[] => [{ part, inResult: false }];

function readPart(type: string, block: JsonObject, keepBlob: KeepBlob): Part | null {
  switch (type) {
    case 'text': {
      const text = textField(block, 'text');
      return text === undefined ? null : { type: 'text', text };
    }
    case 'thinking': {
      const text = textField(block, 'thinking');
      const signature = textField(block, 'signature');
      if (text === undefined) return null;
      if (signature === undefined || signature === '') return { type: 'reasoning', text };
      // Without text its signature alone was sent or kept; that is not the redacted kind, and goes back as this one.
      return { type: 'reasoning', text, signature };
    }
    case 'redacted_thinking': {
      const signature = textField(block, 'data');
      if (signature === undefined) return null;
      return { type: 'reasoning', text: '', signature, redacted: true };
    }
    case 'tool_use':
    case 'server_tool_use':
    case 'mcp_tool_use':
      return {
        type: 'tool-call',
        callId: textField(block, 'id') ?? null,
        tool: textField(block, 'name') ?? '',
        input: field(block, 'input') ?? null,
      };
    case 'image':
    case 'document':
      return readMedia(type, block, keepBlob);
    default:
      return null;
  }
}

function readMedia(type: string, block: JsonObject, keepBlob: KeepBlob): MediaPart | null {
  const source = field(block, 'source');
  const title = textField(block, 'title');
  const name = title === undefined ? {} : { name: title };
  const fallback = type === 'image' ? 'image/*' : 'application/pdf';
  const mediaType = textField(source, 'media_type') ?? fallback;
  const url = textField(source, 'url');
  if (textField(source, 'type') === 'url' && url !== undefined)
    return { type: 'media', mediaType, url, ...name };
  const data = textField(source, 'data');
  if (textField(source, 'type') !== 'base64' || data === undefined) return null;
  const blob = keepBlob(data, mediaType);
  return blob && { type: 'media', mediaType, blob, ...name };
}

/** The result with its text, then its media beside it. In a list, a mark stands where a medium stood. */
function readResult(block: JsonObject, keepBlob: KeepBlob): Read[] {
  const media: Read[] = [];
  const content = field(block, 'content') ?? null;
  const output = Array.isArray(content)
    ? content.map((inner) => {
        const part = readMediaOf(inner, keepBlob);
        if (!part) return inner;
        media.push({ part, inResult: true });
        return { type: 'media', mediaType: part.mediaType };
      })
    : content;
  return [
    {
      part: {
        type: 'tool-result',
        callId: textField(block, 'tool_use_id') ?? null,
        output: onlyText(output) ?? output,
        ...(field(block, 'is_error') === true ? { isError: true } : {}),
      },
      inResult: true,
    },
    ...media,
  ];
}

function readMediaOf(block: Json, keepBlob: KeepBlob): MediaPart | null {
  const type = textField(block, 'type');
  if (!isObject(block) || (type !== 'image' && type !== 'document')) return null;
  return readMedia(type, block, keepBlob);
}

/** One text block says the same as its text. */
function onlyText(output: Json): string | undefined {
  if (!Array.isArray(output) || output.length !== 1) return undefined;
  const [block] = output;
  return textField(block, 'type') === 'text' ? textField(block, 'text') : undefined;
}

function count(value: Json | undefined, key: string): number | undefined {
  const found = numberField(value, key);
  return found !== undefined && found >= 0 ? found : undefined;
}

function cacheWritten(value: Json | undefined): number | undefined {
  const counts = ['ephemeral_5m_input_tokens', 'ephemeral_1h_input_tokens'].map((key) =>
    count(value, key),
  );
  return counts.reduce((sum, next) => (next === undefined ? sum : (sum ?? 0) + next), undefined);
}
