import { expect, it } from 'vitest';
import type { OutlineRow } from '@/lib/trace/outline';
import { rowAt, rowPlace, seqBeside } from './row-place';

// Only the seq is looked at.
const rows = (...seqs: number[]) => seqs.map((seq) => ({ seq }) as OutlineRow);

it('finds rows among all and among some', () => {
  const all = rows(0, 1, 2, 3);
  const some = rows(2, 5, 9);
  expect([0, 3, 4].map((seq) => rowAt(all, seq))).toEqual([0, 3, -1]);
  expect([2, 5, 9, 0, 3, 10].map((seq) => rowAt(some, seq))).toEqual([0, 1, 2, -1, -1, -1]);
  expect([0, 2, 3, 9, 10].map((seq) => rowPlace(some, seq))).toEqual([0, 0, 1, 2, 3]);
});

it('steps from where one stands, among the rows or between them', () => {
  const some = rows(2, 5, 9);
  expect([0, 2, 3, 9, 12].map((seq) => seqBeside(some, seq, 1))).toEqual([2, 5, 5, null, null]);
  expect([0, 2, 3, 9, 12].map((seq) => seqBeside(some, seq, -1))).toEqual([null, null, 2, 5, 9]);
  expect(seqBeside([], 3, 1)).toBeNull();
});
