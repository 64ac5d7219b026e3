import {
  readAnthropicMessage,
  readAnthropicStopReason,
  readAnthropicUsage,
} from '@/lib/dialects/anthropic';
import type { KeepBlob } from '@/lib/dialects/keep-blob';
import type { Usage } from '@/lib/trace/event';
import { field, isObject, type Json, numberField, textField } from '@/lib/trace/json';
import { type Message, textMessage, textOf } from '@/lib/trace/message';
import { withCallIds } from './read-row';

export interface Reply {
  message: Message;
  model: string | null;
  usage: Usage | null;
  finishReason: string | null;
  costUsd: number | null;
  extra: Json;
}

/**
 * One API message out of its fragments, in file order. Every fragment repeats the usage of the whole, the
 * last one best; a fragment or a call that comes twice counts once.
 */
export function joinReply(fragments: readonly Json[], keepBlob: KeepBlob): Reply {
  const content: Json[] = [];
  const seen = new Set<string>();
  const calls = new Set<string>();
  let last: Json | undefined;
  let complete: Json | undefined;
  let costUsd: number | null = null;
  for (const fragment of fragments) {
    const message = field(fragment, 'message');
    costUsd ??= numberField(fragment, 'costUSD') ?? null;
    last = field(message, 'usage') === undefined ? (last ?? message) : message;
    if (readAnthropicStopReason(message) !== null) complete = message;
    if (fragments.length > 1 && repeats(seen, JSON.stringify(field(message, 'content')))) continue;
    for (const block of withCallIds(blocksOf(field(message, 'content')), fragment)) {
      const id = callId(block);
      if (id === undefined || !repeats(calls, id)) content.push(block);
    }
  }
  const [message] = readAnthropicMessage({ role: 'assistant', content }, keepBlob);
  const whole = complete ?? last;
  return {
    message: message ?? textMessage('assistant', ''),
    model: textField(last, 'model') ?? null,
    usage: readAnthropicUsage(field(whole, 'usage')) ?? readAnthropicUsage(field(last, 'usage')),
    finishReason: readAnthropicStopReason(whole),
    costUsd: costUsd !== null && costUsd >= 0 ? costUsd : null,
    extra: {
      messageId: textField(last, 'id') ?? null,
      requestId: fragments.map((one) => textField(one, 'requestId')).find(Boolean) ?? null,
    },
  };
}

function repeats(seen: Set<string>, spelling: string | undefined): boolean {
  if (spelling === undefined || seen.has(spelling)) return spelling !== undefined;
  seen.add(spelling);
  return false;
}

const blocksOf = (content: Json | undefined): Json[] => {
  if (content === undefined || content === null) return [];
  return Array.isArray(content) ? content : [content];
};

function callId(block: Json): string | undefined {
  return textField(block, 'type')?.endsWith('tool_use') ? textField(block, 'id') : undefined;
}

/** What the program wrote where a request failed. */
export function failureText(row: Json): string {
  const message = field(row, 'message');
  const told = isObject(message)
    ? readAnthropicMessage(message, () => null)
        .map(textOf)
        .join('\n')
    : '';
  return told || textField(row, 'error') || 'The request to the model failed';
}

/** What an `api_error` row says. Clients nest the provider's message differently, or leave it out. */
export function retryText(row: Json): string {
  let at = field(row, 'error');
  const found: string[] = [];
  for (let depth = 0; depth < 5 && at !== undefined; depth += 1) {
    const told = typeof at === 'string' ? at : textField(at, 'message');
    if (told) found.push(told);
    at = field(at, 'error') ?? field(at, 'cause');
  }
  const attempt = numberField(row, 'retryAttempt');
  const most = numberField(row, 'maxRetries');
  const again =
    attempt === undefined ? '' : ` (retry ${attempt}${most === undefined ? '' : ` of ${most}`})`;
  return `${found.at(-1) ?? 'API error'}${again}`;
}
