import { expect, it } from 'vitest';
import { sortedKeys } from './sorted-keys';
import { stepText } from './step';
import { tokensOf, wordsOf } from './words';

it('reads words in any script, and 1,200 as 1200', () => {
  expect(wordsOf('Ünder 1,200 Brote, 面包; 3,5')).toEqual([
    'ünder',
    '1200',
    'brote',
    '面',
    '包',
    '3',
    '5',
  ]);
});

it('reads one number however its thousands are set apart, and leaves decimals', () => {
  for (const text of ['1234567', '1,234,567', '1.234.567', '1 234 567', '1_234_567', '1’234’567'])
    expect(wordsOf(text), text).toEqual(['1234567']);
  expect(wordsOf('1.234,5')).toEqual(['1234', '5']);
  expect(wordsOf('0.125 at 3.141')).toEqual(['0', '125', 'at', '3', '141']);
});

it('reads one word in whatever form its letters are written', () => {
  expect(wordsOf('CAF\u00c9 ｏｖｅｎ')).toEqual(wordsOf('cafe\u0301 oven'));
});

it('keeps case, signs, ids and decimals as tokens, up to a limit', () => {
  expect(tokensOf('Paid: 1,200.50 to ab-12_c!', 10)).toEqual([
    'Paid',
    ':',
    '1200.50',
    'to',
    'ab-12_c',
    '!',
  ]);
  expect(tokensOf('烤面包 48', 10)).toEqual(['烤', '面', '包', '48']);
  expect(tokensOf('a b c', 2)).toEqual(['a', 'b']);
});

it('makes text of inputs and outputs, key order apart', () => {
  expect(stepText({ b: 1, a: 'x' }, 'out')).toBe('{"a":"x","b":1}\nout');
  expect(stepText(undefined, null)).toBe('');
  expect(stepText(0, false)).toBe('0\nfalse');
});

it('sorts the keys of JSON inside of a text, and leaves what is none', () => {
  expect(sortedKeys('Ledger: {"b": 1, "a": [2]} end')).toBe('Ledger: {"a":[2],"b":1} end');
  expect(sortedKeys('a {b} [c] }{')).toBe('a {b} [c] }{');
  expect(sortedKeys('none')).toBe('none');
});
