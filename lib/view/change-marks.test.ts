import { describe, expect, it } from 'vitest';
import type { RunBlock } from '@/lib/replay/diff/blocks-of';
import { changeMarks, placeAt } from './change-marks';

const blocks: RunBlock[] = [
  { state: 'same', a: 0, aEnd: 500, b: 0, bEnd: 500 },
  { state: 'absorbed', a: 500, aEnd: 500, b: 500, bEnd: 501 },
  { state: 'changed', a: 500, aEnd: 501, b: 501, bEnd: 502 },
  { state: 'same', a: 501, aEnd: 799, b: 502, bEnd: 800 },
  { state: 'left', a: 799, aEnd: 999, b: 800, bEnd: 800 },
];

describe('changeMarks', () => {
  it('gives one mark a pixel, the weightiest, and joins neighbours', () => {
    expect(changeMarks(blocks, null, 100)).toEqual([
      { state: 'changed', top: 50, height: 1, place: 501 },
      { state: 'left', top: 80, height: 20, place: 800 },
    ]);
    expect(changeMarks(blocks, 501, 100)[0]).toMatchObject({ state: 'fork', place: 501 });
  });

  it('never gives more marks than pixels, however many blocks there are', () => {
    const many = Array.from({ length: 20_000 }, (_, at): RunBlock => {
      const state = at % 2 === 0 ? 'same' : 'changed';
      return { state, a: at, aEnd: at + 1, b: at, bEnd: at + 1 };
    });
    expect(changeMarks(many, null, 300).length).toBeLessThanOrEqual(300);
    expect(changeMarks(many, null, 0)).toEqual([]);
    expect(changeMarks([], null, 300)).toEqual([]);
  });
});

describe('placeAt', () => {
  const marks = changeMarks(blocks, null, 100);
  it('goes to a mark that is near, else to the height', () => {
    expect(placeAt(marks, 1000, 100, 53)).toBe(501);
    expect(placeAt(marks, 1000, 100, 20)).toBe(200);
    expect(placeAt(marks, 1000, 100, 90)).toBe(900);
    expect(placeAt(marks, 1000, 100, 78)).toBe(800);
    expect(placeAt(marks, 1000, 100, 500)).toBe(999);
  });
});
