import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowState, RunBlock } from '@/lib/replay/diff/blocks-of';
import { allRows, changeIndexes, diffRows, forkPlace, indexAtPlace, pickedRows } from './diff-rows';
import { readOpened, takenOut, writeOpened } from './opened';

const blocks: RunBlock[] = [
  { state: 'same', a: 0, aEnd: 10, b: 0, bEnd: 10 },
  { state: 'edit', a: 10, aEnd: 10, b: 10, bEnd: 11 },
  { state: 'changed', a: 10, aEnd: 11, b: 11, bEnd: 12 },
  { state: 'same', a: 11, aEnd: 13, b: 12, bEnd: 14 },
];
const ids = (...given: Parameters<typeof diffRows>) =>
  diffRows(...given).map(({ kind, id, place }) => [kind, id, place]);

/** Blocks as the diff gives them, from lengths. */
const anyBlocks = fc
  .array(
    fc.tuple(
      fc.constantFrom<RowState>('same', 'changed', 'absorbed', 'left', 'right', 'edit'),
      fc.integer({ min: 1, max: 60 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => {
    let [a, b] = [0, 0];
    return parts.map(([state, count]): RunBlock => {
      const onA = ['same', 'changed', 'left', 'absorbed'].includes(state) ? count : 0;
      const onB = ['same', 'changed', 'right', 'edit'].includes(state) ? count : 0;
      const block = { state, a, aEnd: a + onA, b, bEnd: b + onB };
      [a, b] = [block.aEnd, block.bEnd];
      return block;
    });
  });

describe('diffRows', () => {
  it('folds equal rows but for two beside a difference', () => {
    expect(ids(blocks, new Map())).toEqual([
      ['fold', '0-0', 0],
      ['pair', '8-8', 8],
      ['pair', '9-9', 9],
      ['pair', 'x-10', 10],
      ['pair', '10-11', 11],
      ['pair', '11-12', 12],
      ['pair', '12-13', 13],
    ]);
  });

  it('shows every row of a stretch that a reader opened', () => {
    expect(diffRows(blocks, new Map([['0-0', 'all']]))).toHaveLength(14);
  });

  it('takes rows out of a fold at either end, until it is not worth a line', () => {
    const long: RunBlock[] = [{ state: 'same', a: 0, aEnd: 100, b: 5, bEnd: 105 }];
    const fold = (opened: ReturnType<typeof readOpened>) =>
      diffRows(long, opened).find((row) => row.kind === 'fold');
    const [first] = diffRows(long, new Map());
    if (first?.kind !== 'fold') throw new Error('Nothing is folded');
    expect(first).toMatchObject({ a: 0, aEnd: 100, b: 5, bEnd: 105, count: 100 });
    const once = takenOut(new Map(), first, 'top');
    expect(fold(once)).toMatchObject({ a: 20, aEnd: 100, b: 25, count: 80, place: 20 });
    const twice = takenOut(once, { ...first, count: 80 }, 'bottom');
    expect(fold(twice)).toMatchObject({ a: 20, aEnd: 80, bEnd: 85, count: 60 });
    expect(writeOpened(twice)).toEqual(['0-5.20.20']);
    expect(readOpened(['0-5.20.20', '7-7', 'x-3', '__proto__'])).toEqual(
      new Map<string, unknown>([
        ['0-5', { top: 20, bottom: 20 }],
        ['7-7', 'all'],
      ]),
    );
    expect(fold(takenOut(twice, { ...first, count: 18 }, 'top'))).toBeUndefined();
  });

  it('keeps the fork in view where equal rows stand on both sides of it', () => {
    const long: RunBlock[] = [{ state: 'same', a: 0, aEnd: 100, b: 0, bEnd: 100 }];
    const at = { a: 50, b: 50 };
    expect(forkPlace(long, at)).toBe(50);
    expect(ids(long, new Map(), at)).toEqual([
      ['fold', '0-0', 0],
      ['pair', '48-48', 48],
      ['pair', '49-49', 49],
      ['pair', '50-50', 50],
      ['pair', '51-51', 51],
      ['fold', '50-50', 52],
    ]);
  });

  it('folds more than two absorbed rows', () => {
    const noise: RunBlock[] = [
      { state: 'same', a: 0, aEnd: 1, b: 0, bEnd: 1 },
      { state: 'absorbed', a: 1, aEnd: 1, b: 1, bEnd: 7 },
      { state: 'same', a: 1, aEnd: 2, b: 7, bEnd: 8 },
    ];
    expect(diffRows(noise, new Map())[1]).toMatchObject({
      ...{ kind: 'fold', state: 'absorbed', a: 1, aEnd: 1, b: 1, bEnd: 7, count: 6 },
    });
    expect(diffRows(noise, new Map([['1-1', 'all']]))).toHaveLength(8);
  });

  it('holds every row once, shown or folded, in order, whatever is open', () => {
    fc.assert(
      fc.property(anyBlocks, fc.nat(200), fc.boolean(), (given, cut, isOpen) => {
        const first = diffRows(given, new Map()).find((row) => row.kind === 'fold');
        const opened =
          isOpen && first?.kind === 'fold' ? takenOut(new Map(), first, 'bottom') : new Map();
        let next = 0;
        for (const row of diffRows(given, opened, { a: cut, b: cut })) {
          expect(row.place).toBe(next);
          next += row.kind === 'fold' ? row.count : 1;
        }
        expect(next).toBe(allRows(given));
        const place = forkPlace(given, { a: cut, b: cut });
        const seen = diffRows(given, new Map(), { a: cut, b: cut });
        const row = place === null ? null : seen[indexAtPlace(seen, place)];
        if (row?.kind === 'fold') expect(row.state).toBe('absorbed');
      }),
    );
  });
});

describe('changeIndexes', () => {
  it('goes from one difference to the next', () => {
    expect(changeIndexes(diffRows(blocks, new Map()))).toEqual([3]);
  });

  it('stops at the fork also within a difference', () => {
    const rows = diffRows(blocks, new Map(), { a: 10, b: 11 });
    expect(changeIndexes(rows, forkPlace(blocks, { a: 10, b: 11 }))).toEqual([3, 4]);
  });
});

describe('pickedRows', () => {
  it('gives rows out of folds too, where they stand', () => {
    expect(pickedRows(blocks, (_, a) => a === 3 || a === 11)).toMatchObject([
      { id: '3-3', place: 3 },
      { id: '11-12', place: 12 },
    ]);
  });
});
