import { expect, it } from 'vitest';
import type { Comparison } from './diff-side';
import { verdict } from './verdict';

const result = (over: Partial<Comparison>): Comparison => ({
  blocks: [],
  divergedAt: null,
  sharedPrefix: 0,
  coarse: false,
  counts: { same: 3, changed: 0, left: 0, right: 0, edit: 0 },
  contentIdentical: false,
  shipit: {
    ...{ matched: 3, divergedAt: null, typeMismatches: 0, onlyInLeft: 0, onlyInRight: 0 },
    identical: true,
  },
  ...over,
});

it.each([
  [{}, 'Content-identical: 3 events on each side say the same'],
  [
    { counts: { same: 3, changed: 0, left: 0, right: 0, edit: 1 } },
    'Content-identical apart from the edit of the branch',
  ],
  [{ divergedAt: { a: 2, b: 3 } }, 'Diverged at A #2 / B #3'],
  [{ divergedAt: { a: 4, b: 4 } }, 'A ends at #3; B goes on from #4'],
  [{ divergedAt: { a: 2, b: 6 } }, 'B ends at #5; A goes on from #2'],
  [
    {
      divergedAt: { a: 2, b: 6 },
      blocks: [{ state: 'edit' as const, a: 2, aEnd: 2, b: 5, bEnd: 6 }],
    },
    'B ends with its edit, #5; A goes on from #2',
  ],
  [
    { divergedAt: { a: 0, b: 0 }, counts: { same: 0, changed: 4, left: 0, right: 2, edit: 0 } },
    'Nothing in common: no event of A is found in B',
  ],
])('says %j', (over, words) => {
  expect(verdict(result(over), { a: 4, b: 6 })).toBe(words);
});
