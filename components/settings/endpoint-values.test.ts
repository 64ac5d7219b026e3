import { describe, expect, it } from 'vitest';
import type { Endpoint } from '@/lib/api/endpoint-contract';
import { presets } from './endpoint-presets';
import { checkedValues, dropsKey, firstValues, originOf, withPreset } from './endpoint-values';

const stored: Endpoint = {
  id: '0'.repeat(32),
  name: 'Mine',
  kind: 'openai-compatible',
  baseUrl: 'https://models.example.com/v1',
  host: 'models.example.com',
  model: 'm-1',
  parameters: { temperature: 0 },
  allowPrivate: false,
  key: 'stored',
  origin: 'stored',
};

describe('the form of an endpoint', () => {
  it('says the same again when nothing is changed, and no key', () => {
    const checked = checkedValues(firstValues(stored));
    expect(checked).toEqual({
      fields: {
        ...{ name: 'Mine', kind: 'openai-compatible', baseUrl: stored.baseUrl, model: 'm-1' },
        ...{ parameters: { temperature: 0 }, allowPrivate: false },
      },
    });
  });

  it('warns that another scheme, host or port drops the key, and another path does not', () => {
    const at = (baseUrl: string, key = '') =>
      dropsKey(stored, { ...firstValues(stored), baseUrl, key });
    expect(at('https://models.example.com/v2')).toBe(false);
    expect(at('https://models.example.com:8443/v1')).toBe(true);
    expect(at('http://models.example.com/v1')).toBe(true);
    expect(at('https://other.example.com/v1')).toBe(true);
    expect(at('https://other.example.com/v1', 'typed')).toBe(false);
    expect(dropsKey({ ...stored, key: 'none' }, firstValues(stored))).toBe(false);
  });

  it('names what is wrong by field', () => {
    const values = { ...firstValues(), name: ' ', baseUrl: 'ftp://x', parameters: '[1]' };
    expect(checkedValues(values)).toEqual({
      problems: {
        name: expect.any(String),
        baseUrl: expect.any(String),
        parameters: expect.any(String),
      },
    });
  });

  it('keeps what was typed when a preset is chosen', () => {
    const typed = { ...firstValues(), key: 'sk-typed', model: 'm' };
    const preset = {
      name: 'Local',
      kind: 'anthropic',
      baseUrl: 'http://127.0.0.1:1',
      local: true,
    } as const;
    expect(withPreset(typed, preset)).toMatchObject({
      ...{ key: 'sk-typed', model: 'm', name: 'Local', kind: 'anthropic', allowPrivate: true },
    });
  });

  it('keeps a name and an address of one’s own, and replaces those of another preset', () => {
    const other = presets.at(-1);
    const [openai] = presets;
    if (!other || !openai) throw new Error('no presets');
    const own = { ...firstValues(), name: 'Mine', baseUrl: 'https://models.example.com/v1' };
    expect(withPreset(own, openai)).toMatchObject({ name: 'Mine', baseUrl: openai.baseUrl });
    expect(withPreset(own, other)).toMatchObject({ name: 'Mine', baseUrl: own.baseUrl });
    const chosen = withPreset(firstValues(), openai);
    expect(withPreset(chosen, other)).toMatchObject({ name: '', baseUrl: '' });
  });

  it('gives a private address no leave until it is asked for', () => {
    expect(firstValues().allowPrivate).toBe(false);
    const local = presets.filter((preset) => withPreset(firstValues(), preset).allowPrivate);
    expect(local.map(({ name }) => name)).toEqual(['Ollama', 'LM Studio', 'vLLM']);
  });

  it('has no origin for what is no http address', () => {
    expect(originOf('javascript:alert(1)')).toBeNull();
    expect(originOf(null)).toBeNull();
    expect(originOf(' http://127.0.0.1:8000/v1 ')).toBe('http://127.0.0.1:8000');
  });
});
