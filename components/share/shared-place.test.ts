import { expect, it } from 'vitest';
import type { SharedTrace } from '@/lib/api/share-contract';
import { sharedPlace } from './shared-place';
import { sharedTreeOrder } from './shared-tree-order';

const trace = (side: string, parent: string | null = null): SharedTrace => ({
  ...{ side, name: side, formatTitle: '', outcome: 'ok', timeQuality: 'none', lanes: [] },
  totals: {
    ...{ events: 1, messages: 1, byKind: {}, errors: 0, inputTokens: null, outputTokens: null },
    ...{ costUsd: null, models: [], startedAt: null, endedAt: null },
  },
  ...{ parent, forkSeq: null, fork: null },
});

const tree = [trace('t0'), trace('t1', 't0'), trace('t2', 't1'), trace('t3', 't0')];
const nowhere = { t: null, a: null, b: null };

it('opens a trace, a moment and a diff at once', () => {
  expect(sharedPlace('moment', [trace('a')], nowhere)).toMatchObject({ at: 'trace' });
  expect(sharedPlace('diff', [trace('a'), trace('b')], { ...nowhere, t: 'a' })).toMatchObject({
    ...{ at: 'diff', a: { side: 'a' }, b: { side: 'b' } },
  });
  expect(sharedPlace('trace', [], nowhere)).toBeNull();
});

it('opens of a tree what the address names, or the tree', () => {
  expect(sharedPlace('tree', tree, { ...nowhere, t: 't2' })).toMatchObject({
    ...{ at: 'trace', trace: { side: 't2' } },
  });
  expect(sharedPlace('tree', tree, { t: null, a: 't0', b: 't3' })).toMatchObject({
    ...{ at: 'diff', a: { side: 't0' }, b: { side: 't3' } },
  });
  for (const sides of [nowhere, { ...nowhere, t: 't9' }, { t: null, a: 't0', b: 't9' }])
    expect(sharedPlace('tree', tree, sides)).toEqual({ at: 'tree' });
});

it('puts branches of a tree below what they grew from', () => {
  expect(sharedTreeOrder(tree).map((one) => [one.trace.side, one.level, one.parent?.side])).toEqual(
    [
      ['t0', 1, undefined],
      ['t1', 2, 't0'],
      ['t2', 3, 't1'],
      ['t3', 2, 't0'],
    ],
  );
});
