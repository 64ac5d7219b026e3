import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wordChanges } from './word-changes';

const side = (changes: ReturnType<typeof wordChanges>, drop: 'added' | 'removed') =>
  changes
    ?.filter(({ kind }) => kind !== drop)
    .map(({ text }) => text)
    .join('');

it('gives words', () => {
  expect(wordChanges('refund the order', 'refund no order')).toEqual([
    { kind: 'same', text: 'refund ' },
    { kind: 'removed', text: 'the' },
    { kind: 'added', text: 'no' },
    { kind: 'same', text: ' order' },
  ]);
});

it('reads a rewritten phrase as one change', () => {
  expect(wordChanges('send it at once', 'look at the file')).toHaveLength(2);
});

it('contains both texts whole', () => {
  const text = fc
    .array(fc.constantFrom('a', 'bc', ' ', '\n', '\u202e', 'é', '.'))
    .map((a) => a.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = wordChanges(before, after);
      expect(side(changes, 'added')).toBe(before);
      expect(side(changes, 'removed')).toBe(after);
    }),
  );
});

it('leaves long texts to the editor', () => {
  expect(wordChanges('a '.repeat(9_000), 'b '.repeat(9_000))).toBeNull();
});
