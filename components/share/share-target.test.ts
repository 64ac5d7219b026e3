import { expect, it } from 'vitest';
import { choicesOf, tracesOf } from './share-target';

it('offers what the page allows, its own kind first', () => {
  expect(choicesOf({ kind: 'moment', traceId: '1', seq: 4 }).map(({ target }) => target)).toEqual([
    { kind: 'trace', traceId: '1' },
    { kind: 'moment', traceId: '1', seq: 4 },
    { kind: 'tree', root: '1' },
  ]);
  expect(choicesOf({ kind: 'trace', traceId: '1' })).toHaveLength(2);
  expect(choicesOf({ kind: 'diff', a: '1', b: '2' })).toHaveLength(1);
  expect(choicesOf({ kind: 'tree', root: '1' })).toHaveLength(1);
});

it('knows whose links are listed', () => {
  expect(tracesOf({ kind: 'diff', a: '1', b: '2' })).toEqual(['1', '2']);
  expect(tracesOf({ kind: 'tree', root: '3' })).toEqual(['3', '3']);
});
