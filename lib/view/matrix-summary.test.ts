import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cost, shortNumber } from './format-number';
import {
  type CellFigures,
  matrixSummary,
  partingWords,
  spread,
  spreadWords,
} from './matrix-summary';

const cell = (more: Partial<CellFigures> = {}): CellFigures => ({
  ...{ status: 'done', deleted: false, steps: 2, inputTokens: 100, outputTokens: 10 },
  ...{ costUsd: null, durationMs: 500, parts: null },
  ...more,
});

describe('a spread', () => {
  it('lies between its ends, whatever the order, and counts what is known', () => {
    const numbers = fc.array(fc.option(fc.integer({ min: -1e6, max: 1e6 })));
    fc.assert(
      fc.property(numbers, (values) => {
        const known = values.filter((value) => value !== null);
        const found = spread(values);
        expect(spread([...values].reverse())).toEqual(found);
        expect(found === null).toBe(known.length === 0);
        if (!found) return;
        expect(found).toMatchObject({
          ...{ min: Math.min(...known), max: Math.max(...known), count: known.length },
        });
        const below = known.filter((value) => value <= found.median).length;
        const above = known.filter((value) => value >= found.median).length;
        expect(Math.min(below, above)).toBeGreaterThanOrEqual(Math.ceil(known.length / 2));
      }),
    );
  });

  it('is said with its range, and with how many it is of', () => {
    expect(spreadWords(spread([3, 4, 6]), 3, shortNumber)).toBe('4 (3–6)');
    expect(spreadWords(spread([4, 4]), 2, shortNumber)).toBe('4');
    expect(spreadWords(spread([0.5, null, 0.25]), 3, cost)).toBe(
      '$0.38 ($0.25–$0.50, 2 of 3 known)',
    );
    expect(spreadWords(spread([null]), 1, cost)).toBe('–');
  });
});

describe('a summary', () => {
  it('takes its numbers from runs that are done and kept', () => {
    const cells = [
      cell({ steps: 2 }),
      cell({ steps: 4, inputTokens: null, parts: { seq: 9, parentSeq: 8 } }),
      cell({ steps: 90, status: 'cancelled' }),
      cell({ steps: 70, deleted: true }),
      cell({ steps: 1, status: 'running', parts: { seq: 7, parentSeq: null } }),
    ];
    expect(matrixSummary(cells, 6)).toMatchObject({
      ...{ done: 2, runs: 6, costUsd: null, parted: 2, told: 3 },
      steps: { median: 3, min: 2, max: 4, count: 2 },
      inputTokens: { median: 100, count: 1 },
    });
  });

  it('knows nothing of a column that has not begun', () => {
    expect(matrixSummary([], 3)).toMatchObject({ done: 0, runs: 3, steps: null, told: 0 });
  });
});

it('says how a cell stands to the parent', () => {
  const words = (more: Partial<CellFigures>) => partingWords(cell(more));
  expect(words({})).toBe('same as parent');
  expect(words({ status: 'running' })).toBe('same so far');
  expect(words({ status: 'queued' })).toBe('–');
  expect(words({ deleted: true, parts: { seq: 3, parentSeq: 3 } })).toBe('–');
  expect(words({ parts: { seq: 14, parentSeq: null } })).toBe('parts at #14');
  expect(words({ parts: { seq: null, parentSeq: 15 } })).toBe('leaves out #15');
});
