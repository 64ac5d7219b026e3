import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  foundEnd,
  foundStart,
  gap,
  matchExpression,
  searchWords,
  snippetParts,
} from './search-words';

const said = (q: string): string[] =>
  searchWords(q).map(({ text, prefix }) => (prefix ? `${text}…` : text));

it('takes quotes and the star at the end of a word for signs, all else for words', () => {
  expect(said('refund policy')).toEqual(['refund', 'policy']);
  expect(said('"refund policy" refun*')).toEqual(['refund policy', 'refun…']);
  expect(said('a OR b NOT (c)')).toEqual(['a', 'OR', 'b', 'NOT', '(c)']);
  expect(said('NEAR(a b, 3) tool:search ^x')).toEqual(['NEAR(a', 'b,', '3)', 'tool:search', '^x']);
  expect(said('half "open')).toEqual(['half', 'open']);
  expect(said('中文 🎉')).toEqual(['中文', '🎉']);
});

it.each(['', ' ', '"', '""', '*', '**', '" * "', '-', '()', '+ - !', "'"])(
  'finds no word in %j',
  (q) => {
    expect(searchWords(q)).toEqual([]);
  },
);

it('asks for all words, each in quotes', () => {
  expect(matchExpression(searchWords('a:b "say no"* x"y'))).toBe(
    '"a:b" AND "say no"* AND "x" AND "y"',
  );
  expect(matchExpression(searchWords('中文'))).toBe(`"${gap}中${gap}${gap}文${gap}"`);
});

it('counts 32 words at most, however long the question', () => {
  expect(searchWords('word '.repeat(10_000))).toHaveLength(32);
  expect(searchWords('x'.repeat(10_000))).toHaveLength(1);
});

it('never leaves a quote open', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (q) => {
      const expression = matchExpression(searchWords(q));
      expect(expression).toMatch(/^("[^"]*(""[^"]*)*"\*?( AND |$))*$/);
    }),
  );
});

it('reads a snippet as pieces on one line', () => {
  const mark = (text: string) => `${foundStart}${text}${foundEnd}`;
  expect(snippetParts(`a ${mark('b')}\nc`)).toEqual([
    { text: 'a ', found: false },
    { text: 'b', found: true },
    { text: ' c', found: false },
  ]);
  expect(snippetParts(`${gap}${mark(`中${gap}${gap}文`)}${gap}字`)).toEqual([
    { text: '中文', found: true },
    { text: '字', found: false },
  ]);
  expect(snippetParts('')).toEqual([]);
});
