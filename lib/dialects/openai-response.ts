import type { Usage } from '@/lib/trace/event';
import { field, isObject, type Json, listField, numberField, textField } from '@/lib/trace/json';
import type { Message } from '@/lib/trace/message';
import type { KeepBlob } from './keep-blob';
import { readOpenaiMessage } from './openai-chat';

/** What a model answered, whichever API it speaks. */
export interface Reply {
  message: Message | null;
  finishReason: string | null;
  usage: Usage | null;
  model: string | null;
}

/** A chat completion. Its first choice is the reply; null where the value is no chat completion. */
export function readOpenaiResponse(value: Json, keepBlob: KeepBlob): Reply | null {
  const choices = listField(value, 'choices');
  if (!choices) return null;
  const [choice] = choices;
  const message = field(choice, 'message');
  return {
    message: isObject(message)
      ? (readOpenaiMessage({ role: 'assistant', ...message }, keepBlob)[0] ?? null)
      : null,
    finishReason: textField(choice, 'finish_reason') ?? null,
    usage: readOpenaiUsage(field(value, 'usage')),
    model: textField(value, 'model') ?? null,
  };
}

/** Token counts. `input` includes cached tokens, as the API counts them. null where none is recorded. */
export function readOpenaiUsage(value: Json | undefined): Usage | null {
  const details = field(value, 'prompt_tokens_details') ?? field(value, 'input_tokens_details');
  const made = field(value, 'completion_tokens_details') ?? field(value, 'output_tokens_details');
  return usageOf({
    input: numberField(value, 'prompt_tokens') ?? numberField(value, 'input_tokens'),
    output: numberField(value, 'completion_tokens') ?? numberField(value, 'output_tokens'),
    cacheRead:
      numberField(details, 'cached_tokens') ?? numberField(value, 'prompt_cache_hit_tokens'),
    reasoning: numberField(made, 'reasoning_tokens'),
  });
}

/** The counts that are recorded and possible; null where none is. */
export function usageOf(counts: { [K in keyof Usage]: number | undefined }): Usage | null {
  const found = Object.entries(counts).filter(
    ([, count]) => count !== undefined && Number.isFinite(count) && count >= 0,
  );
  return found.length > 0 ? Object.fromEntries(found) : null;
}
