import { describe, expect, it } from 'vitest';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { foundIn, foundKey } from './found-secrets';
import {
  type ChosenModel,
  columnsOf,
  firstMatrix,
  type MatrixDraft,
  nextId,
  variantEdits,
} from './matrix-draft';
import { runCost } from './run-cost';

const one: ChosenModel = { choice: { id: 'scripted' }, name: 'Scripted model' };
const two: ChosenModel = { choice: { id: 'env-openai', model: 'm-2' }, name: 'm-2' };
const ask: ForkEdit = { type: 'replace-last-user', text: 'find it' };
const model: ForkEdit = { type: 'model', model: 'm-9' };
const draft = (more: Partial<MatrixDraft> = {}) => ({
  ...firstMatrix({ id: 'scripted' }),
  ...more,
});
const variant = (id: number, text: string | null, name = '') => ({ id, text, name });

describe('columns', () => {
  it('are every variant with every model, and a control for each model', () => {
    const variants = [variant(0, null), variant(1, 'again', 'Blunt')];
    const made = columnsOf(draft({ variants }), [ask, model], [one, two]);
    expect(made).toEqual({
      columns: [
        {
          label: 'As edited · Scripted model',
          edits: [ask, model],
          control: false,
          endpoint: one.choice,
        },
        {
          label: 'Blunt · Scripted model',
          edits: [{ type: 'replace-last-user', text: 'again' }, model],
          ...{ control: false, endpoint: one.choice },
        },
        { label: 'Control · Scripted model', edits: [], control: true, endpoint: one.choice },
        expect.objectContaining({ label: 'As edited · m-2', endpoint: two.choice }),
        expect.objectContaining({ label: 'Blunt · m-2', control: false }),
        expect.objectContaining({ label: 'Control · m-2', edits: [], control: true }),
      ],
    });
  });

  it('have no second control where a variant changes nothing', () => {
    const made = columnsOf(draft(), [], [one]);
    expect(made).toMatchObject({ columns: [{ label: 'Unchanged', edits: [], control: true }] });
  });

  it('say what is missing', () => {
    const missing = (more: Partial<MatrixDraft>, models = [one]) =>
      'missing' in columnsOf(draft(more), [ask], models);
    expect(missing({})).toBe(false);
    expect(missing({ variants: [variant(0, null), variant(1, ' ')] })).toBe(true);
    expect(missing({ repeats: 0 })).toBe(true);
    expect(missing({ repeats: 11 })).toBe(true);
    expect(missing({ repeats: Number.NaN })).toBe(true);
    expect(missing({}, [one, one])).toBe(true);
  });

  it('are eight at most', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, id) => variant(id, `try ${id}`));
    expect(columnsOf(draft({ variants: many(7) }), [ask], [one])).toMatchObject({
      columns: { length: 8 },
    });
    expect(columnsOf(draft({ variants: many(8) }), [ask], [one])).toEqual({
      missing: expect.stringContaining('9 columns'),
    });
    expect(columnsOf(draft({ variants: many(8), control: false }), [ask], [one])).toMatchObject({
      columns: { length: 8 },
    });
  });
});

it('puts the text of a variant where the fork asks', () => {
  const text = 'what else';
  expect(variantEdits([{ type: 'append-user', text: 'a' }, model], text)).toEqual([
    { type: 'append-user', text },
    model,
  ]);
  expect(variantEdits([model], text)).toEqual([model, { type: 'replace-last-user', text }]);
  expect(variantEdits([ask], null)).toEqual([ask]);
  expect(nextId([])).toBe(0);
  expect(nextId([{ id: 4 }, { id: 2 }])).toBe(5);
});

describe('the cost of a run', () => {
  const count = { system: 0, tools: 0, messages: [], total: 2000 };
  const tokens = { before: count, after: count, exact: true, uncounted: [], window: null };
  const cost = { inputUsd: 0.002, outputUsdPer1000: 0.01, model: 'm' };

  it('reads all that came before at every step', () => {
    expect(runCost({ cost, tokens }, { maxSteps: 1 })).toBeCloseTo(0.012);
    // Reads 2,000 and 3,000, writes 1,000 twice.
    expect(runCost({ cost, tokens }, { maxSteps: 2 })).toBeCloseTo(0.002 + 0.003 + 0.02);
  });

  it('ends at a limit, and is not known without a price', () => {
    expect(runCost({ cost, tokens }, { maxSteps: 20, maxCostUsd: 0.05 })).toBe(0.05);
    expect(runCost({ cost, tokens }, { maxSteps: 20, maxTokens: 1000 })).toBeCloseTo(0.01);
    expect(runCost({ cost: null, tokens }, { maxSteps: 20, maxCostUsd: 0.05 })).toBeNull();
  });
});

it('names what looks like a secret once for each host', () => {
  const finding = (masked: string) => ({
    ...{ kind: 'key', masked, count: 1 },
    place: { in: 'system' as const },
  });
  const found = foundIn([
    { host: 'a', findings: [finding('sk-1…'), finding('sk-1…'), finding('sk-2…')] },
    { host: 'a', findings: [finding('sk-1…')] },
    { host: 'b', findings: [finding('sk-1…')] },
  ]);
  expect(found.map(({ host, masked, columns }) => [host, masked, columns])).toEqual([
    ['a', 'sk-1…', 2],
    ['a', 'sk-2…', 1],
    ['b', 'sk-1…', 1],
  ]);
  expect(foundKey(found)).toBe(foundKey([...found].reverse()));
  expect(foundKey(found)).not.toBe(foundKey(found.slice(1)));
});
