import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { likePattern } from './like-pattern';

const matches = new Database(':memory:')
  .prepare<[string, string], number>(`SELECT ? LIKE ? ESCAPE '!'`)
  .pluck();

const letter = fc.oneof(
  fc.constantFrom(...'aAkKsSßſK"\\/%_!é日\n\t\u0000', '😀', '\ud83d', 'İ', 'Σ', 'ς'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const letters = (maxLength: number) =>
  fc.array(letter, { maxLength }).map((units) => units.join(''));

it('lets no text through the net that holds the words in whatever case', () => {
  fc.assert(
    fc.property(letters(5), letters(5), letters(5), (before, words, after) => {
      for (const cased of [words, words.toUpperCase(), words.toLowerCase()]) {
        const text = before + cased + after;
        const holds = new RegExp(words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu').test(text);
        if (holds) expect(matches.get(JSON.stringify({ a: text }), likePattern(words))).toBe(1);
      }
    }),
    { numRuns: 500 },
  );
});

it('keeps out what does not hold them', () => {
  expect(matches.get('{"text":"a parcel"}', likePattern('refund'))).toBe(0);
  expect(matches.get('{"text":"100 of"}', likePattern('100%'))).toBe(0);
  expect(likePattern('a"\\b_k%')).toBe('%a%%b!__!%%');
});
