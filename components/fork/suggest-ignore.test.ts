import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '@/lib/trace/json';
import { suggestIgnore } from './suggest-ignore';

it.each<[Json, string[]]>([
  [{ q: 'refund', page: { token: 'x' } }, ['page.token']],
  [
    {
      items: [
        { id: 1, name: 'a' },
        { id: 2, name: 'b' },
      ],
    },
    ['items.*.id'],
  ],
  [{ since: '2026-05-09T10:00:00Z', on: '2026-05-09', at: 1767225600 }, ['at', 'on', 'since']],
  [{ ref: '0b6f3c1e-2f3a-4b1c-9d2e-7f8a9b0c1d2e', requestId: 'r' }, ['ref', 'requestId']],
  [{ amount: 42, paid: true, idea: 'x', candidate: 'y', late: 'z', update: 1 }, []],
  [{ 'a.id': 1, '': 2, '*': 3 }, []],
  ['2026-05-09', []],
  [{ created_at: 1 }, ['created_at']],
])('%j: %j', (input, paths) => expect(suggestIgnore([input])).toEqual(paths));

it('goes by all values of an argument', () => {
  expect(suggestIgnore([{ day: '2026-05-09' }, { day: '2026-05-10' }])).toEqual(['day']);
  expect(suggestIgnore([{ day: '2026-05-09' }, { day: 'tomorrow' }])).toEqual([]);
});

it('never gives more paths than a rule takes, and none that it does not', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (inputs) => {
      // What jsonValue makes is JSON.
      const paths = suggestIgnore(inputs as Json[]);
      expect(paths.length).toBeLessThanOrEqual(20);
      expect(paths.every((path) => path !== '' && path.length <= 200)).toBe(true);
    }),
  );
});
