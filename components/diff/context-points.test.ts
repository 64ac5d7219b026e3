import { expect, it } from 'vitest';
import { traceSource } from '@/components/data/trace-source';
import type { OutlineRow } from '@/lib/trace/outline';
import type { Totals } from '@/lib/trace/trace';
import { contextPoints } from './context-points';
import type { LoadedSide } from './diff-side';

const totals: Totals = {
  ...{ events: 0, messages: 0, byKind: {}, errors: 0, models: [] },
  ...{ inputTokens: null, outputTokens: null, costUsd: null, startedAt: null, endedAt: null },
};

type Over = Partial<OutlineRow> & Pick<OutlineRow, 'kind'>;

const outline = (rows: Over[]): OutlineRow[] =>
  rows.map((over, seq) => ({
    ...{ seq, call: null, type: over.kind, lane: 'main', parent: null, name: null, role: null },
    ...{ startedAt: null, durationMs: null, inputTokens: null, outputTokens: null, costUsd: null },
    ...{ error: false, unfinished: false, hash: `${seq}`, setup: null, saw: null, said: null },
    ...{ sawFidelity: null, saidFidelity: null, summary: '' },
    ...over,
  }));
const side = (letter: 'A' | 'B', rows: Over[]): LoadedSide => ({
  ...{ letter, name: letter, outcome: 'ok', totals, link: null },
  ...{ source: traceSource(letter), outline: outline(rows) },
});
const grown = (base: number | null) => ({ base, keep: 1, append: [] });

const message: Over = { kind: 'message', said: grown(null) };
const call: Over = { kind: 'model-call', saw: grown(0), said: grown(1) };
const parent = side('A', [message, call, message]);
const branch = side('B', [message, { kind: 'edit', said: grown(0) }]);

const places = (points: ReturnType<typeof contextPoints>) =>
  [points.a, points.b].map((moment) => moment && Object.values(moment.point).join(' '));

it('stands before model calls and after anything else', () => {
  const pair = { kind: 'pair' as const, place: 0, id: '', state: 'changed' as const };
  expect(places(contextPoints({ ...pair, a: 1, b: 0 }, parent, branch, 0))).toEqual([
    'A 1 before',
    'B 0 after',
  ]);
  expect(places(contextPoints({ ...pair, a: 1, b: null }, parent, branch, 0))).toEqual([
    'A 1 before',
    null,
  ]);
});

it('lays an edit beside what stood there', () => {
  const edit = { kind: 'pair' as const, place: 0, id: '', state: 'edit' as const, a: null, b: 1 };
  // The parent's model call saw it, where the past is shared.
  expect(places(contextPoints(edit, parent, branch, 1))).toEqual(['A 1 before', 'B 1 after']);
  // Else the branch itself knows what it built on.
  expect(places(contextPoints(edit, parent, branch, 0))).toEqual(['B 0 after', 'B 1 after']);
  const turned = { ...edit, a: 1, b: null };
  expect(places(contextPoints(turned, branch, parent, 1))).toEqual(['B 1 after', 'A 1 before']);
});
