import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineChanges, lineRows, textLines } from './line-changes';

const line = fc.constantFrom('a\n', 'b\n', 'c c\n', '\n', 'no end', 'é😀\n');
const text = fc.array(line, { maxLength: 30 }).map((lines) => lines.join(''));

describe('lines', () => {
  it('are the text', () => {
    fc.assert(
      fc.property(text, (whole) => {
        expect(textLines(whole).join('')).toBe(whole);
      }),
    );
    const long = `${'word, '.repeat(5_000)}😀${'x'.repeat(9_000)}\n`;
    const lines = textLines(long);
    expect(lines.join('')).toBe(long);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(4_001);
  });

  it('of one long line fall into step again after a change', () => {
    const words = Array.from({ length: 20_000 }, (_, at) => `w${(at * 7919) % 4001}`);
    const before = words.join(' ');
    const after = words.toSpliced(9_000, 1, 'another thing').join(' ');
    const { left, blocks } = lineChanges(before, after);
    expect(left.length).toBeGreaterThan(300);
    expect(blocks.map(({ same }) => same)).toEqual([true, false, true]);
  });
});

describe('line changes', () => {
  it('hold both texts, and call equal only what is', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { left, right, blocks } = lineChanges(before, after);
        expect(left.join('')).toBe(before);
        expect(right.join('')).toBe(after);
        let [a, b] = [0, 0];
        for (const block of blocks) {
          expect([block.a, block.b]).toEqual([a, b]);
          if (block.same)
            expect(left.slice(block.a, block.aEnd)).toEqual(right.slice(block.b, block.bEnd));
          [a, b] = [block.aEnd, block.bEnd];
        }
        expect([a, b]).toEqual([left.length, right.length]);
      }),
    );
  });

  it('take a moment for two texts of 2 MB that have little in common', () => {
    const make = (word: string) =>
      Array.from({ length: 40_000 }, (_, at) => `${at % 3 ? word : 'common'} line number ${at}\n`);
    const start = performance.now();
    const { coarse } = lineChanges(make('one').join(''), make('two').join(''));
    expect(performance.now() - start).toBeLessThan(4_000);
    expect(coarse).toBe(false);
  });
});

describe('line rows', () => {
  const before = Array.from({ length: 100 }, (_, at) => `${at}\n`);
  const { blocks } = lineChanges(before.join(''), before.toSpliced(50, 1, 'x\n', 'y\n').join(''));

  it('fold what is equal but for three lines beside a change', () => {
    const rows = lineRows(blocks, new Set());
    expect(rows.map((row) => (row.kind === 'fold' ? row.count : row.id))).toEqual([
      ...[47, '47-47', '48-48', '49-49', '50-50', 'x-51'],
      ...['51-52', '52-53', '53-54', 46],
    ]);
  });

  it('unfold by name, and then show every line once', () => {
    const folds = lineRows(blocks, new Set()).flatMap((row) => (row.kind === 'fold' ? row.id : []));
    const rows = lineRows(blocks, new Set(folds));
    expect(rows).toHaveLength(101);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(101);
  });
});
