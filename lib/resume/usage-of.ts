import type { LanguageModelV3Usage } from '@ai-sdk/provider';
import type { Usage } from '@/lib/trace/event';

/** Tokens as the endpoint told; null where it did not. */
export function usageOf({ inputTokens, outputTokens }: LanguageModelV3Usage): Usage | null {
  const usage: Usage = {};
  const put = (field: keyof Usage, value: number | undefined): void => {
    if (value !== undefined && Number.isFinite(value) && value >= 0) usage[field] = value;
  };
  put('input', inputTokens.total);
  put('output', outputTokens.total);
  // Nothing was counted at all: providers fill in zeros for what they were not told.
  if (usage.input === undefined && usage.output === undefined) return null;
  if (inputTokens.cacheRead) put('cacheRead', inputTokens.cacheRead);
  if (inputTokens.cacheWrite) put('cacheWrite', inputTokens.cacheWrite);
  if (outputTokens.reasoning) put('reasoning', outputTokens.reasoning);
  return usage;
}
