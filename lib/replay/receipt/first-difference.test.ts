import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstDifference } from './first-difference';

const text = fc
  .array(fc.constantFrom('a', 'b', '\n', 'ab\n'), { maxLength: 12 })
  .map((parts) => parts.join(''));

/** The text in pieces that end anywhere. */
const pieces = (whole: string, size: number): string[] =>
  whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];

it('finds the first line that differs, however the texts are cut', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, fc.integer({ min: 1, max: 4 }), async (a, b, size) => {
      const found = await firstDifference(pieces(a, size), pieces(b, size + 1), 100);
      expect(found === null).toBe(a === b);
      if (!found) return;
      const [left, right] = [a.split(/(?<=\n)/), b.split(/(?<=\n)/)];
      const at = found.line - 1;
      expect(left.slice(0, at)).toEqual(right.slice(0, at));
      expect(left[at] ?? '').not.toBe(right[at] ?? '');
    }),
  );
});

it('shows a long line around its first difference', async () => {
  const line = (word: string) => [`${'x'.repeat(500)}${word}${'y'.repeat(500)}\n`];
  expect(await firstDifference(line('one'), line('two'), 60)).toEqual({
    ...{ line: 1, from: 460 },
    receipt: `${'x'.repeat(40)}one${'y'.repeat(17)}`,
    trace: `${'x'.repeat(40)}two${'y'.repeat(17)}`,
  });
  expect(await firstDifference(['a\n'], ['a'], 60)).toMatchObject({
    line: 1,
    receipt: 'a',
    trace: 'a',
  });
  expect(await firstDifference([], ['a'], 60)).toMatchObject({
    line: 1,
    receipt: null,
    trace: 'a',
  });
});
