import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV3 } from '@ai-sdk/provider';

/** Which API an endpoint speaks. */
export type ProviderKind =
  | 'openai-compatible'
  | 'openai-chat'
  | 'openai-responses'
  | 'anthropic'
  | 'google';

export interface ProviderEndpoint {
  kind: ProviderKind;
  /** Such as `https://api.openai.com/v1`. */
  baseUrl: string;
  model: string;
  /** null: no header that authorizes is sent. */
  apiKey: string | null;
}

/**
 * The model of a provider. `fetch` is the only way that it goes out by, and `apiKey` the only key: nothing is
 * taken from the environment. What makes a call stateless (`store: false`) is said per call, by `resume`.
 */
export function providerModel(
  { kind, baseUrl, model, apiKey }: ProviderEndpoint,
  fetch: typeof globalThis.fetch,
): LanguageModelV3 {
  // An absent key would be looked up in the environment by the provider itself; an empty one is not.
  const settings = {
    baseURL: baseUrl,
    apiKey: apiKey ?? '',
    fetch: apiKey === null ? unauthorized(fetch) : fetch,
  };
  switch (kind) {
    case 'openai-compatible':
      return createOpenAICompatible({ ...settings, name: kind, includeUsage: true })(model);
    case 'openai-chat':
      return createOpenAI(settings).chat(model);
    case 'openai-responses':
      return createOpenAI(settings).responses(model);
    case 'anthropic':
      return createAnthropic(settings)(model);
    case 'google':
      return createGoogleGenerativeAI(settings)(model);
  }
}

/** Without the headers that the providers fill even where they were given no key. */
const unauthorized =
  (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  (input, init) => {
    const headers = new Headers(init?.headers);
    for (const name of ['authorization', 'x-api-key', 'x-goog-api-key']) headers.delete(name);
    return fetch(input, { ...init, headers });
  };
