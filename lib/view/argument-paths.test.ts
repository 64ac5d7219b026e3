import { expect, it } from 'vitest';
import { differingPaths } from './argument-paths';

it('names the places where arguments differ, and no others', () => {
  const a = { q: 'x', page: { token: 'a', size: 10 }, ids: [1, 2] };
  expect(differingPaths(a, a)).toEqual([]);
  expect(differingPaths(a, { ...a, page: { token: 'b', size: 10 } })).toEqual(['page.token']);
  expect(differingPaths(a, { ...a, ids: [1, 3, 4] })).toEqual(['ids.1', 'ids.2']);
  expect(differingPaths(a, { q: 'x', page: a.page, ids: a.ids, more: null })).toEqual(['more']);
  expect(differingPaths('a', { q: 1 })).toEqual(['all of it']);
});

it('names twenty at most', () => {
  const many = (by: number) => Array.from({ length: 100 }, (_, at) => at + by);
  expect(differingPaths(many(0), many(1))).toHaveLength(20);
});
