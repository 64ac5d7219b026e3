import { expect, it } from 'vitest';
import type { OutlineRow } from '@/lib/trace/outline';
import { callAndResult, resultOf } from './companion';

const row = (seq: number, kind: OutlineRow['kind'], call: number | null = null): OutlineRow => ({
  ...{ seq, kind, call, type: kind, lane: 'main', parent: null, name: null, role: null },
  ...{ startedAt: null, durationMs: null, inputTokens: null, outputTokens: null, costUsd: null },
  ...{ error: false, unfinished: false, hash: `${seq}`, setup: null, saw: null, said: null },
  ...{ sawFidelity: null, saidFidelity: null, summary: '' },
});
const outline = [
  row(0, 'tool-call'),
  row(1, 'tool-call'),
  row(2, 'tool-result', 1),
  row(3, 'tool-result', 0),
  row(4, 'tool-call'),
  row(5, 'tool-result'),
  row(6, 'message'),
];

it.each([
  [0, { call: 0, result: 3 }],
  [1, { call: 1, result: 2 }],
  [3, { call: 0, result: 3 }],
  [4, { call: 4, result: null }],
  [5, { call: null, result: 5 }],
  [6, { call: null, result: null }],
  [null, { call: null, result: null }],
])('of the event %s', (seq, found) => {
  expect(callAndResult(outline, seq)).toEqual(found);
});

it('gives what a tool answered', () => {
  const { seq, ...rest } = row(2, 'tool-result', 1);
  const event = {
    ...{ ...rest, seq, kind: 'tool-result' as const, callId: 'c', tool: 't', records: [] },
    error: null,
  };
  const said = [
    { role: 'tool' as const, parts: [{ type: 'tool-result' as const, callId: 'c', output: 7 }] },
  ];
  expect(resultOf({ event, said, setup: null })).toBe(7);
  expect(resultOf({ event, said: [], setup: null })).toBeUndefined();
  expect(resultOf({ event: null, said, setup: null })).toBeUndefined();
});
