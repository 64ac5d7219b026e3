import { expect, it } from 'vitest';
import type { Edit } from '@/lib/trace/conversation';
import type { OutlineRow } from '@/lib/trace/outline';
import { replacedBy } from './replaced-by';

const row = (seq: number, saw: Edit | null, said: Edit | null, kind: OutlineRow['kind']) => ({
  ...{ seq, kind, type: kind, lane: 'main', parent: null, name: null, role: null, call: null },
  ...{ startedAt: null, durationMs: null, inputTokens: null, outputTokens: null, costUsd: null },
  ...{ error: false, unfinished: false, hash: String(seq), setup: null, saw, said },
  ...{ sawFidelity: null, saidFidelity: null, summary: '' },
});
const edit = (base: number | null, keep: number, ...append: [number, number][]): Edit => ({
  base,
  keep,
  append,
});

// Pool: 0 user, 1 reply, 2 user, 3 reply of the parent; the branch adds 4.
const head = [
  row(0, null, edit(null, 0, [0, 1]), 'message'),
  row(1, edit(0, 1), edit(1, 1, [1, 2]), 'model-call'),
];
const parent = [...head, row(2, edit(1, 2, [2, 3]), edit(2, 3, [3, 4]), 'model-call')];

it('finds the message that a fork before a model call replaced', () => {
  const branch = [...head, row(2, null, edit(1, 2, [4, 5]), 'edit')];
  expect(replacedBy(parent, branch, 2)).toEqual({ before: [2], after: [4] });
});

it('finds a message changed in the middle, and one removed', () => {
  const changed = [...parent, row(3, null, edit(2, 1, [4, 5], [2, 4]), 'edit')];
  expect(replacedBy(parent, changed, 3)).toEqual({ before: [1], after: [4] });
  const removed = [...parent, row(3, null, edit(2, 1, [2, 4]), 'edit')];
  expect(replacedBy(parent, removed, 3)).toEqual({ before: [1], after: [] });
});

it('says that an appended message replaced nothing', () => {
  const branch = [...parent, row(3, null, edit(2, 4, [4, 5]), 'edit')];
  expect(replacedBy(parent, branch, 3)).toEqual({ before: [], after: [4] });
});

it('asks the branch itself where nothing is shared', () => {
  const branch = [...head, row(2, null, edit(1, 1, [4, 5]), 'edit')];
  expect(replacedBy(branch, branch, 2)).toEqual({ before: [1], after: [4] });
});
