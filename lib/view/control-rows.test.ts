import { expect, it } from 'vitest';
import { controlRows, controlWords } from './control-rows';

it('says of each row of A what the control did there', () => {
  const { byRow, only } = controlRows([
    { state: 'same', a: 0, aEnd: 1, b: 0, bEnd: 1 },
    { state: 'edit', a: 1, aEnd: 1, b: 1, bEnd: 2 },
    { state: 'left', a: 1, aEnd: 2, b: 2, bEnd: 2 },
    { state: 'right', a: 2, aEnd: 2, b: 2, bEnd: 4 },
    { state: 'changed', a: 2, aEnd: 3, b: 4, bEnd: 5 },
  ]);
  expect(byRow).toEqual([
    { state: 'same', seq: 0 },
    { state: 'left', seq: null },
    { state: 'changed', seq: 4 },
  ]);
  expect(only).toBe(2);
});

it('says in words what became of it', () => {
  const counts = {
    ...{ same: 3, changed: 0, moved: 0, absorbed: 1, left: 0, right: 0, edit: 0, ignored: 0 },
  };
  const judged = { blocks: [], fork: null, rejoined: null, editedValue: null, counts };
  expect(controlWords({ ...judged, verdict: 'same' })).toBe(
    'kept the course of A (1 event absorbed)',
  );
  expect(controlWords({ ...judged, verdict: 'diverged', fork: { a: 4, b: 5 } })).toBe(
    'left the course of A at A #4, too',
  );
});
