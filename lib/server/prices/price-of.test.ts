import { describe, expect, it } from 'vitest';
import { modelPrice, priceOf } from './price-of';

const openai = { kind: 'openai-chat' as const, baseUrl: 'https://api.openai.com/v1' };
const compatible = (baseUrl: string | null) => ({ kind: 'openai-compatible' as const, baseUrl });

describe('prices', () => {
  it('are those of a million tokens of the public list', () => {
    expect(priceOf({ input: 1_000_000, output: 0 }, 'gpt-4o', openai)).toBeCloseTo(2.5, 9);
    expect(priceOf({ input: 0, output: 1000 }, 'gpt-4o', openai)).toBeCloseTo(0.01, 9);
    expect(priceOf({ input: 1000, output: 0, cacheRead: 1000 }, 'gpt-4o', openai)).toBeCloseTo(
      0.00125,
      9,
    );
    expect(modelPrice('gpt-4o-2024-08-06', openai)).toMatchObject({ window: 128_000 });
  });

  it('are known of those who stand behind a compatible address, and of nobody else', () => {
    const usage = { input: 1000, output: 1000 };
    expect(
      priceOf(usage, 'openai/gpt-4o', compatible('https://openrouter.ai/api/v1')),
    ).toBeGreaterThan(0);
    expect(priceOf(usage, 'gpt-4o', compatible('http://127.0.0.1:11434/v1'))).toBeNull();
    expect(priceOf(usage, 'gpt-4o', compatible('https://a.example/api.openai.com'))).toBeNull();
    expect(priceOf(usage, 'gpt-4o', compatible(null))).toBeNull();
    expect(priceOf(usage, 'gpt-4o', { kind: 'scripted', baseUrl: null })).toBeNull();
  });

  it('are unknown, and not 0, for a model or a count that is', () => {
    for (const name of ['no such model', '', '__proto__', 'constructor']) {
      expect(modelPrice(name, openai)).toBeNull();
    }
    expect(priceOf(null, 'gpt-4o', openai)).toBeNull();
    expect(priceOf({ input: 5 }, 'gpt-4o', openai)).toBeNull();
    expect(priceOf({ input: 5, output: 1, cacheRead: 50 }, 'gpt-4o', openai)).toBeNull();
  });
});
