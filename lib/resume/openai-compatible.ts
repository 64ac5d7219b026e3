import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV3 } from '@ai-sdk/provider';

export interface OpenaiEndpoint {
  /** Such as `https://api.openai.com/v1`. */
  baseUrl: string;
  model: string;
  apiKey: string | null;
}

/** Any endpoint that speaks OpenAI's Chat Completions. `fetch` is the only way that it goes out by. */
export const openaiCompatible = (
  { baseUrl, model, apiKey }: OpenaiEndpoint,
  fetch: typeof globalThis.fetch,
): LanguageModelV3 =>
  createOpenAICompatible({
    name: 'openai-compatible',
    baseURL: baseUrl,
    ...(apiKey === null ? {} : { apiKey }),
    includeUsage: true,
    fetch,
  })(model);
