import { expect, it } from 'vitest';
import { endpointChoiceSchema } from '@/lib/api/run-contract';
import {
  chosenEndpoint,
  type EndpointDraft,
  firstEndpoint,
  type KnownEndpoint,
  scripted,
} from './endpoint-draft';

const openai: KnownEndpoint = {
  kind: 'openai-compatible',
  label: 'OpenAI',
  baseUrl: 'https://api.openai.com/v1',
  hasKey: false,
};
const of = (change: Partial<EndpointDraft>) =>
  chosenEndpoint({ ...firstEndpoint, ...change }, [scripted, openai]);

it('begins with the model that needs no network', () => {
  expect(of({})).toEqual({
    choice: { kind: 'scripted' },
    words: 'Scripted model, no network',
  });
});

it.each([
  [{ known: null }, 'base URL'],
  [{ known: null, baseUrl: 'file:///etc/passwd', model: 'm' }, 'base URL'],
  [{ known: null, baseUrl: 'http://127.0.0.1:1/v1' }, 'model'],
  [{ known: 'OpenAI', model: 'm' }, 'key'],
  [{ maxSteps: 0 }, 'Max steps'],
  [{ maxSteps: Number.NaN }, 'Max steps'],
])('says what is missing: %j', (change, word) => {
  expect(of(change)).toEqual({ missing: expect.stringContaining(word) });
});

it('makes a choice that the contract takes, with private addresses only where somebody allowed one', () => {
  const own = of({
    known: null,
    baseUrl: ' http://127.0.0.1:1/v1 ',
    model: ' m ',
    allowPrivate: true,
  });
  expect(own).toMatchObject({
    choice: { baseUrl: 'http://127.0.0.1:1/v1', model: 'm', allowPrivate: true },
    words: 'm at 127.0.0.1:1',
  });
  const known = of({ known: 'OpenAI', model: 'm', apiKey: 'k', allowPrivate: true });
  expect(known).toMatchObject({ choice: { apiKey: 'k', allowPrivate: false } });
  for (const chosen of [own, known])
    expect(endpointChoiceSchema.safeParse('choice' in chosen && chosen.choice).success).toBe(true);
});
