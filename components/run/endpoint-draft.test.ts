import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Endpoint, endpointChoiceSchema } from '@/lib/api/endpoint-contract';
import { runLimitsSchema } from '@/lib/api/run-contract';
import {
  chosenEndpoint,
  type EndpointDraft,
  firstEndpoint,
  firstLimits,
  leavesMachine,
  limitsDraft,
  limitsOf,
  readEndpointDraft,
  scripted,
} from './endpoint-draft';

const id = 'a'.repeat(32);
const local: Endpoint = {
  ...{ id, name: 'Ollama', kind: 'openai-compatible', baseUrl: 'http://127.0.0.1:11434/v1' },
  ...{ host: '127.0.0.1:11434', model: null, parameters: null, allowPrivate: true },
  ...{ key: 'none', origin: 'stored' },
};
const of = (change: Partial<EndpointDraft>, one: Partial<Endpoint> = {}) =>
  chosenEndpoint({ ...firstEndpoint, ...change }, [scripted, { ...local, ...one }]);

describe('where model calls go', () => {
  it('begins with the model that needs no network, also before the server has told', () => {
    const first = { choice: { id: 'scripted' }, words: 'Scripted model, no network' };
    expect(of({})).toMatchObject(first);
    expect(chosenEndpoint(firstEndpoint, null)).toMatchObject(first);
    expect(chosenEndpoint({ ...firstEndpoint, id }, null)).toHaveProperty('missing');
  });

  it('asks for the model of a person before the one of the endpoint', () => {
    expect(of({ id, model: ' m ' })).toMatchObject({
      choice: { id, model: 'm' },
      words: 'm at 127.0.0.1:11434',
    });
    expect(of({ id }, { model: 'own' })).toMatchObject({
      choice: { id },
      words: 'own at 127.0.0.1:11434',
    });
  });

  it.each<[Partial<EndpointDraft>, Partial<Endpoint>, string]>([
    [{ id }, {}, 'Name the model'],
    [{ id, model: ' ' }, {}, 'Name the model'],
    [{ id, model: 'm' }, { key: 'lost' }, 'is lost'],
    [{ id: 'b'.repeat(32) }, {}, 'Choose where'],
    [{ limits: { ...firstLimits, maxSteps: Number.NaN } }, {}, 'Steps'],
  ])('says what is missing: %j %j', (draft, endpoint, words) =>
    expect(of(draft, endpoint)).toEqual({ missing: expect.stringContaining(words) }),
  );

  it('makes choices that the contract takes', () => {
    for (const chosen of [of({}), of({ id, model: 'm' }), of({ id }, { model: 'own' })])
      expect(endpointChoiceSchema.safeParse('choice' in chosen && chosen.choice).success).toBe(
        true,
      );
  });
});

it.each([
  ['127.0.0.1:1234', false],
  ['localhost', false],
  ['[::1]:80', false],
  ['127.evil.example', true],
  ['localhost.evil.example:80', true],
  ['10.0.0.7', true],
  ['api.openai.com', true],
])('%s leaves the machine: %s', (host, leaves) =>
  expect(leavesMachine({ kind: 'openai-compatible', host })).toBe(leaves),
);

describe('limits', () => {
  const typed = fc.option(fc.oneof(fc.integer({ min: -1, max: 2000 }), fc.double({ noNaN: true })));
  it('are what the contract takes, or say what is wrong; read back they are the same', () => {
    fc.assert(
      fc.property(
        fc.record({
          maxSteps: fc.integer({ min: -1, max: 300 }),
          ...{ maxTokens: typed, maxCostUsd: typed, maxMinutes: typed },
        }),
        (draft) => {
          const limits = limitsOf(draft);
          if ('missing' in limits) return;
          expect(runLimitsSchema.parse(limits)).toEqual(limits);
          expect(limitsOf(limitsDraft(limits))).toEqual(limits);
        },
      ),
    );
    expect(limitsOf({ ...firstLimits, maxTokens: 0 })).toHaveProperty('missing');
    expect(limitsOf({ ...firstLimits, maxCostUsd: 0.5, maxMinutes: 1.5 })).toEqual({
      ...{ maxSteps: 20, maxCostUsd: 0.5, maxSeconds: 90 },
    });
  });
});

it('reads what was kept, whatever it is', () => {
  const draft: EndpointDraft = { id, model: 'm', limits: { ...firstLimits, maxCostUsd: 2 } };
  expect(readEndpointDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
  fc.assert(
    fc.property(fc.jsonValue(), (kept) => {
      expect(readEndpointDraft(kept)).toMatchObject({ id: expect.any(String) });
    }),
  );
});
