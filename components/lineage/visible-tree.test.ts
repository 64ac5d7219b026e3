import { expect, it } from 'vitest';
import type { LineageNode } from '@/lib/api/trace-contract';
import { visibleTree } from './visible-tree';

const node = (id: string, parentId: string | null, archived = false): LineageNode => ({
  ...{ id, parentId, name: `run ${id}`, format: 'native', formatTitle: 'Retake', status: 'ready' },
  ...{ outcome: 'ok', timeQuality: 'none', branches: 0, createdAt: '2026-01-01T00:00:00.000Z' },
  ...{ origin: null, uploadBytes: null },
  totals: {
    ...{ events: 1, messages: 1, byKind: {}, errors: 0, inputTokens: null, outputTokens: null },
    ...{ costUsd: null, models: [], startedAt: null, endedAt: null },
  },
  ...{ forkSeq: null, fork: null, deleted: false, pinned: false, archived },
});
const family = [
  node('r', null),
  node('a', 'r'),
  node('b', 'a', true),
  node('c', 'b'),
  node('d', 'r'),
];
const wish = { toggled: new Set<string>(), archived: true, name: '' };
const ids = (tree: ReturnType<typeof visibleTree>) => tree.rows.map((row) => row.node.id).join('');

it('shows all, each below what it grew from', () => {
  const tree = visibleTree(family, wish);
  expect(ids(tree)).toBe('rabcd');
  expect(tree.rows.map(({ parentRow }) => parentRow)).toEqual([null, 0, 1, 2, 0]);
  expect(tree.rows.map(({ place, siblings }) => [place, siblings])).toEqual([
    [1, 1],
    [1, 2],
    [1, 1],
    [1, 1],
    [2, 2],
  ]);
});

it('folds branches away and says how many', () => {
  const tree = visibleTree(family, { ...wish, toggled: new Set(['a']) });
  expect([ids(tree), tree.folded]).toEqual(['rad', 2]);
});

it('leaves archived runs out, and not what grew from them', () => {
  const tree = visibleTree(family, { ...wish, archived: false });
  expect([ids(tree), tree.archived]).toEqual(['racd', 1]);
  expect(tree.rows[2]?.parentRow).toBe(1);
});

it('finds by name, with all above', () => {
  expect(ids(visibleTree(family, { ...wish, name: 'RUN C' }))).toBe('rabc');
});

it('begins folded where there are many', () => {
  const many = [
    node('r', null),
    ...Array.from({ length: 150 }, (_, at) => node(`x${at}`, 'r')),
    ...Array.from({ length: 150 }, (_, at) => node(`y${at}`, `x${at}`)),
  ];
  const tree = visibleTree(many, wish);
  expect([tree.rows.length, tree.folded]).toEqual([151, 150]);
  expect(visibleTree(many, { ...wish, toggled: new Set(['x3']) }).rows).toHaveLength(152);
});
