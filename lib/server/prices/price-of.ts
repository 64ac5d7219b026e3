import { calcPrice, type PriceCalculation } from '@pydantic/genai-prices';
import type { EndpointKind } from '@/lib/api/endpoint-contract';
import type { Usage } from '@/lib/trace/event';

/** Who is paid: prices of one model differ between those that offer it. */
export interface PricedBy {
  kind: EndpointKind;
  /** Of an openai-compatible endpoint: tells which provider stands behind it. */
  baseUrl: string | null;
}

export interface ModelPrice {
  /** As the price list calls it. */
  model: string;
  /** Tokens; null where the list does not say. */
  window: number | null;
  /** US dollars for all of a call; null for counts that cannot be. */
  of(usage: Usage): number | null;
}

/**
 * Prices of a model by the public list that comes with `@pydantic/genai-prices`, which is never fetched anew;
 * null where it does not know the model at this provider. A local server has no price.
 */
export function modelPrice(model: string, by: PricedBy): ModelPrice | null {
  const at = (usage: Usage) => calculated(model, by, usage);
  const found = at({ input: 0, output: 0 });
  if (!found) return null;
  const { context_window: window, name, id } = found.model;
  return {
    model: name ?? id,
    window: window !== undefined && Number.isSafeInteger(window) && window > 0 ? window : null,
    of: (usage) => at(usage)?.total_price ?? null,
  };
}

/** US dollars of one call; null where the price is not known, or how much was read or written is not told. */
export function priceOf(usage: Usage | null, model: string, by: PricedBy): number | null {
  if (usage?.input === undefined || usage.output === undefined) return null;
  return calculated(model, by, usage)?.total_price ?? null;
}

const providers = new Map<EndpointKind, string>([
  ['openai-chat', 'openai'],
  ['openai-responses', 'openai'],
  ['anthropic', 'anthropic'],
  ['google', 'google'],
]);

function calculated(model: string, by: PricedBy, usage: Usage): PriceCalculation | null {
  const providerId = providers.get(by.kind);
  // Without either, the package would take the first provider that has a model of this name.
  const provider = providerId
    ? { providerId }
    : by.baseUrl && by.kind === 'openai-compatible'
      ? { providerApiUrl: by.baseUrl }
      : null;
  if (!provider) return null;
  const { input = 0, output = 0, cacheRead, cacheWrite } = usage;
  const counts = {
    input_tokens: input,
    output_tokens: output,
    ...(cacheRead === undefined ? {} : { cache_read_tokens: cacheRead }),
    ...(cacheWrite === undefined ? {} : { cache_write_tokens: cacheWrite }),
  };
  try {
    return calcPrice(counts, model, provider);
  } catch {
    // An endpoint may tell more cached tokens than tokens.
    return null;
  }
}
