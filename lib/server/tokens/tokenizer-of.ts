/** How OpenAI turns text into tokens. Other providers do not publish theirs: for them it is an estimate. */
export interface Encoding {
  name: 'o200k_base' | 'cl100k_base';
  count(text: string): number;
}

/** Text that spells a special token is text here, as it is in a request. */
const asText = { disallowedSpecial: new Set<string>() };

/** Of a model by its name; loaded at first use, a few megabytes each. */
export async function tokenizerOf(model: string | null): Promise<Encoding> {
  if (/(^|\/)(gpt-4(-|$)|gpt-3\.?5)/.test(model ?? '')) {
    const { countTokens } = await import('gpt-tokenizer/encoding/cl100k_base');
    return { name: 'cl100k_base', count: (text) => countTokens(text, asText) };
  }
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  return { name: 'o200k_base', count: (text) => countTokens(text, asText) };
}

/** Models whose count of text messages OpenAI has published (its cookbook, "How to count tokens"). */
export const countsAreKnown = (model: string): boolean =>
  /^(gpt-4o(-mini)?|gpt-4(-turbo)?|gpt-3\.5-turbo)(-\d{4}(-\d{2}-\d{2})?)?$/.test(model);
