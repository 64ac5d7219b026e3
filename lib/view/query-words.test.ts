import { expect, it } from 'vitest';
import { aroundMistake, matchPlace, queryCount } from './query-words';

it('counts what was found of what could be', () => {
  expect(queryCount({ state: 'answered', found: 37 }, 1284, 1284)).toBe('37 of 1,284');
  expect(queryCount({ state: 'answered', found: 0 }, 1284, 1284)).toBe('0 of 1,284');
  expect(queryCount({ state: 'answered', found: 3 }, 29, 1284)).toBe('3 of 29');
  expect(queryCount({ state: 'answered', found: 3 }, 500, null)).toBe('3 of 500 so far');
});

it('says nothing where nothing is asked, but what a stretch leaves', () => {
  expect(queryCount({ state: 'everything' }, 1284, 1284)).toBe('');
  expect(queryCount({ state: 'everything' }, 29, 1284)).toBe('29 of 1,284 events');
  expect(queryCount({ state: 'error' }, 1284, 1284)).toBe('');
});

it('never gives a count that is not known', () => {
  expect(queryCount({ state: 'searching', found: null }, 10, 10)).toBe('Searching…');
  expect(queryCount({ state: 'searching', found: 4 }, 10, 10)).toBe('4 so far');
  expect(queryCount({ state: 'failed' }, 10, 10)).toBe('The search failed');
});

it('tells the place among matches only where one stands on one', () => {
  expect(matchPlace(4, 37)).toBe('4 of 37');
  expect(matchPlace(0, 37)).toBe('');
});

it('cuts a query around its mistake', () => {
  expect(aroundMistake('a kid:b c', { start: 2, end: 5 })).toEqual(['a ', 'kid', ':b c']);
  expect(aroundMistake('a (', { start: 3, end: 3 })).toEqual(['a (', '', '']);
});
