import { expect, it } from 'vitest';
import type { OutlineRow } from '@/lib/trace/outline';
import { livePairs } from './live-pairs';

const row = (seq: number, hash: string, kind: OutlineRow['kind'] = 'model-call'): OutlineRow => ({
  ...{ seq, hash, kind, type: kind, lane: 'main', name: hash, summary: hash },
  ...{ parent: null, role: null, call: null, startedAt: null, durationMs: null },
  ...{ inputTokens: null, outputTokens: null, costUsd: null, error: false, unfinished: false },
  ...{ setup: null, saw: null, said: null, sawFidelity: null, saidFidelity: null },
});
const rows = (...hashes: string[]) => hashes.map((hash, seq) => row(seq, hash));
const parent = rows('a', 'b', 'c', 'd', 'e');
const words = ({ pairs }: ReturnType<typeof livePairs>) =>
  pairs.map(
    ({ own, parent, same }) => `${own?.hash ?? '-'}${same ? '=' : '|'}${parent?.hash ?? '-'}`,
  );

it('lays equal events side by side, without the edit, and names no difference', () => {
  const branch = [row(0, 'a'), row(1, 'edit', 'edit'), row(2, 'b'), row(3, 'c')];
  const found = livePairs(parent, branch, 0);
  expect(words(found)).toEqual(['b=b', 'c=c']);
  expect(found.first).toBeNull();
});

it('names the first event that differs', () => {
  const branch = [row(0, 'a'), row(1, 'edit', 'edit'), row(2, 'b'), row(3, 'x')];
  const found = livePairs(parent, branch, 0);
  expect(words(found)[0]).toBe('b=b');
  expect(found.first).toBe(1);
  expect(found.pairs[1]?.own?.hash).toBe('x');
});

it('stands the next event of the parent beside one of another kind', () => {
  const branch = [row(0, 'a'), row(1, 'edit', 'edit'), row(2, 'b'), row(3, 'x', 'error')];
  expect(words(livePairs(parent, branch, 0))).toEqual(['b=b', 'x|c']);
});

it('has nothing to show before the first event of the branch', () => {
  expect(livePairs(parent, [row(0, 'a'), row(1, 'edit', 'edit')], 0)).toEqual({
    pairs: [],
    first: null,
  });
});
