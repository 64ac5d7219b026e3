import { describe, expect, it } from 'vitest';
import { changeIds, diffRows } from './diff-rows';

const blocks = [
  { state: 'same', a: 0, aEnd: 10, b: 0, bEnd: 10 },
  { state: 'edit', a: 10, aEnd: 10, b: 10, bEnd: 11 },
  { state: 'changed', a: 10, aEnd: 11, b: 11, bEnd: 12 },
  { state: 'same', a: 11, aEnd: 13, b: 12, bEnd: 14 },
] as const;

describe('diffRows', () => {
  it('folds equal rows but for two beside a difference', () => {
    expect(diffRows(blocks, new Set()).map((row) => [row.kind, row.id])).toEqual([
      ['fold', '0-0'],
      ['pair', '8-8'],
      ['pair', '9-9'],
      ['pair', 'x-10'],
      ['pair', '10-11'],
      ['pair', '11-12'],
      ['pair', '12-13'],
    ]);
  });

  it('shows every row of a stretch that a reader opened', () => {
    expect(diffRows(blocks, new Set(['0-0']))).toHaveLength(14);
  });

  it('goes from one difference to the next', () => {
    expect(changeIds(diffRows(blocks, new Set()))).toEqual(['x-10']);
  });
});
