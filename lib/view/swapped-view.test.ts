import { expect, it } from 'vitest';
import { swappedView } from './swapped-view';

const swap = (query: string) => swappedView(new URLSearchParams(query));

it('keeps row, folds, filter and choices', () => {
  expect(
    decodeURIComponent(
      swap('a=1&b=2&at=3-x&open=0-5.20.40,7-8&q=changed%3Aleft&ignore=ids&tab=json'),
    ),
  ).toBe('&at=x-3&open=5-0.20.40,8-7&q=changed:right&ignore=ids&tab=json');
  expect(swap('a=1&b=2&at=fold-3-4')).toBe('&at=fold-4-3');
});

it('leaves out what names no row', () => {
  expect(swap('a=1&b=2')).toBe('');
  expect(swap('a=1&b=2&at=nowhere&open=%2F%2F')).toBe('');
});
