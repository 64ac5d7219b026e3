import type { Usage } from '@/lib/trace/event';
import { field, type Json, numberField } from '@/lib/trace/json';
import { usageOf } from './openai-response';
import { type Attributes, numberAttribute, objectAttribute } from './span-attributes';

/**
 * Token counts of a model-call span, under any of the attribute names in use. `input` includes cached tokens;
 * an exporter that counts fewer input than cached tokens counts them apart, so they are added. null where none.
 */
export function readSpanUsage(attributes: Attributes): Usage | null {
  const read = (names: string) => numberAttribute(attributes, ...names.split(' '));
  const input = read(
    'gen_ai.usage.input_tokens gen_ai.usage.prompt_tokens llm.token_count.prompt llm.usage.prompt_tokens ai.usage.inputTokens ai.usage.promptTokens',
  );
  const cacheRead = read(
    'gen_ai.usage.cache_read.input_tokens gen_ai.usage.cache_read_input_tokens llm.token_count.prompt_details.cache_read ai.usage.cachedInputTokens',
  );
  const cacheWrite = read(
    'gen_ai.usage.cache_creation.input_tokens gen_ai.usage.cache_creation_input_tokens llm.token_count.prompt_details.cache_write ai.usage.inputTokenDetails.cacheWriteTokens',
  );
  const google = objectAttribute(attributes, 'gcp.vertex.agent.llm_response');
  const counts = field(google, 'usage_metadata') ?? field(google, 'usageMetadata');
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0);
  return usageOf({
    input:
      input !== undefined && cached > input
        ? input + cached
        : (input ?? counted(counts, 'prompt_token_count', 'promptTokenCount')),
    output:
      read(
        'gen_ai.usage.output_tokens gen_ai.usage.completion_tokens llm.token_count.completion llm.usage.completion_tokens ai.usage.outputTokens ai.usage.completionTokens',
      ) ?? counted(counts, 'candidates_token_count', 'candidatesTokenCount'),
    cacheRead,
    cacheWrite,
    reasoning: read(
      'gen_ai.usage.reasoning.output_tokens gen_ai.usage.reasoning_tokens llm.token_count.completion_details.reasoning ai.usage.reasoningTokens',
    ),
  });
}

const counted = (counts: Json | undefined, snake: string, camel: string): number | undefined =>
  numberField(counts, snake) ?? numberField(counts, camel);

/** Cost in US dollars as the exporter computed it; null where it did not. */
export const readSpanCost = (attributes: Attributes): number | null =>
  numberAttribute(attributes, 'llm.cost.total', 'gen_ai.usage.cost', 'gen_ai.cost.total') ?? null;
