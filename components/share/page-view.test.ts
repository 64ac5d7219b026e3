import fc from 'fast-check';
import { expect, it } from 'vitest';
import { viewOf } from './page-view';

it('keeps the state of a page and no ids', () => {
  expect(viewOf('?a=1&b=2&at=a12&open=3.4&q=refund')).toBe('at=a12&open=3.4&q=refund');
  expect(viewOf('')).toBe('');
});

it('gives up the longest values first where a link could not hold all', () => {
  const folds = Array.from({ length: 900 }, (_, at) => at).join('.');
  expect(viewOf(`?at=a12&open=${folds}&q=${'x'.repeat(30)}`)).toBe(`at=a12&q=${'x'.repeat(30)}`);
});

it('is as long as the contract takes, whatever the address is', () => {
  const pairs = fc.array(fc.tuple(fc.string(), fc.string({ maxLength: 1500 })), { maxLength: 12 });
  fc.assert(
    fc.property(pairs, (given) => {
      const view = viewOf(`?${new URLSearchParams(given)}`);
      expect(view.length).toBeLessThanOrEqual(2000);
      const names = [...new URLSearchParams(view).keys()];
      expect(names).not.toContain('a');
      for (const name of names) expect(given.map(([one]) => one)).toContain(name);
    }),
    { numRuns: 100 },
  );
});
