import { expect, it } from 'vitest';
import { sortedKeys } from './sorted-keys';
import { stepText } from './step';
import { tokensOf, wordsOf } from './words';

it('reads words in any script, and 1,200 as 1200', () => {
  expect(wordsOf('Ünder 1,200 Brote, 面包; 3,5')).toEqual([
    'ünder',
    '1200',
    'brote',
    '面包',
    '3',
    '5',
  ]);
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
