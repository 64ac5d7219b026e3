import { expect, it } from 'vitest';
import type { LineageNode } from '@/lib/api/trace-contract';
import { lineageTree } from './lineage-tree';

const node = (id: string, parentId: string | null): LineageNode => ({
  ...{ id, parentId, name: id, format: 'native', formatTitle: 'Retake', status: 'ready' },
  ...{ outcome: 'ok', timeQuality: 'none', branches: 0, createdAt: '2026-01-01T00:00:00.000Z' },
  ...{ origin: null, uploadBytes: null },
  totals: {
    ...{ events: 1, messages: 1, byKind: {}, errors: 0, inputTokens: null, outputTokens: null },
    ...{ costUsd: null, models: [], startedAt: null, endedAt: null },
  },
  ...{ forkSeq: null, fork: null, deleted: false, pinned: false, archived: false },
});

it('puts each branch below what it grew from, older first', () => {
  const tree = lineageTree([
    node('root', null),
    node('a', 'root'),
    node('b', 'root'),
    node('a1', 'a'),
    node('stray', 'gone'),
  ]);
  expect(tree.map(({ node: { id }, level, parent }) => [id, level, parent?.id ?? null])).toEqual([
    ['root', 1, null],
    ['a', 2, 'root'],
    ['a1', 3, 'a'],
    ['b', 2, 'root'],
    ['stray', 1, null],
  ]);
});

it('holds a chain of ten thousand forks', () => {
  const chain = Array.from({ length: 10_000 }, (_, at) =>
    node(String(at), at === 0 ? null : String(at - 1)),
  );
  expect(lineageTree(chain).at(-1)?.level).toBe(10_000);
});
