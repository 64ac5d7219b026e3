import { expect, it } from 'vitest';
import { asPrefix, foundCount, notYetSearched, queryOfWords } from './search-words';

it('writes words so that a query takes each for itself', () => {
  const query = (...texts: string[]) => queryOfWords(texts.map((text) => ({ text })));
  expect(query('refund', 'tool:web')).toBe('refund "tool:web"');
  expect(query('say no', 'OR', '-x')).toBe('"say no" "OR" "-x"');
  expect(query('C:\\temp "x"')).toBe('"C:\\\\temp \\"x\\""');
  expect(query()).toBe('');
});

it('tells what is not searched yet', () => {
  expect(notYetSearched({ traces: 12, ready: 12 })).toBe('');
  expect(notYetSearched({ traces: 12, ready: 11 })).toBe(
    'Searched 11 of 12 traces: one is still being indexed',
  );
  expect(notYetSearched({ traces: 1, ready: 0 })).toBe(
    'Searched 0 of 1 trace: one is still being indexed',
  );
  expect(notYetSearched({ traces: 5, ready: 2 })).toMatch(/3 are still being indexed$/);
});

it('counts', () => {
  expect(foundCount({ events: 1200, total: 1 })).toBe('1,200 events in 1 trace');
});

it('offers other endings of the last word', () => {
  expect(asPrefix('refun')).toBe('refun*');
  expect(asPrefix('a "b c" d ')).toBe('a "b c" d*');
  expect(asPrefix('refun*')).toBeNull();
  expect(asPrefix('"a b"')).toBeNull();
  expect(asPrefix('"a b')).toBeNull();
});
