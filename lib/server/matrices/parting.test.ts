import { describe, expect, it } from 'vitest';
import type { OutlineRow } from '@/lib/trace/outline';
import { parting } from './parting';

const empty: OutlineRow = {
  ...{ seq: 0, kind: 'log', type: 'x', lane: 'main', parent: null, name: null, role: null },
  ...{ call: null, startedAt: null, durationMs: null, inputTokens: null, outputTokens: null },
  ...{ costUsd: null, error: false, unfinished: false, hash: '', setup: null, saw: null },
  ...{ said: null, sawFidelity: null, saidFidelity: null, summary: '' },
};
const kinds = {
  e: 'edit',
  m: 'model-call',
  c: 'tool-call',
  r: 'tool-result',
  u: 'message',
  s: 'span',
  x: 'error',
} as const;

/** Rows from event 10 on: `m1` is a model call that says 1. */
const rows = (text: string, more: Partial<OutlineRow> = {}): OutlineRow[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((hash, at) => {
      const kind = Object.entries(kinds).find(([letter]) => hash.startsWith(letter))?.[1] ?? 'log';
      return { ...empty, ...more, kind, hash, seq: 10 + at };
    });
const of = (parent: string, branch: string, done = true) =>
  parting(rows(parent), rows(branch), 10, done);

describe('a branch', () => {
  it('that did the same parts nowhere, its own edits apart', () => {
    expect(of('m1 c1 r1 m2', 'e m1 c1 r1 m2')).toBeNull();
    expect(of('m1 c1 r1 m2', 'e m1 c1 e2 r1 m2')).toBeNull();
  });

  it('parts where it says otherwise, says more, or leaves out', () => {
    expect(of('m1 c1 r1 m2', 'e m1 c1 r1 m3')).toEqual({ seq: 14, parentSeq: 13 });
    expect(of('m1', 'e m1 c1')).toEqual({ seq: 12, parentSeq: null });
    expect(of('m1 c1 r1 m2', 'e m1')).toEqual({ seq: null, parentSeq: 11 });
  });

  it('has not parted from what it did not come to', () => {
    expect(of('m1 c1 r1 m2', 'e m1', false)).toBeNull();
    expect(of('m1 c1 r1 m2', 'e', false)).toBeNull();
    expect(of('m1 m2', 'e m2', false)).toEqual({ seq: null, parentSeq: 10 });
    expect(of('m1', 'e x1', false)).toEqual({ seq: 11, parentSeq: 10 });
  });

  it('need not make what no resume makes', () => {
    expect(of('s1 m1 s2 c1 r1 log m2 s3', 'e m1 c1 r1 m2')).toBeNull();
    expect(of('s1 m1 s2', 'e m4')).toEqual({ seq: 11, parentSeq: 11 });
  });

  it('is not asked for the turns after its own', () => {
    expect(of('m1 u1 m2', 'e m1')).toBeNull();
    expect(of('m1 u1 m2', 'e m1 c7')).toEqual({ seq: 12, parentSeq: null });
  });

  it('is not asked for what other agents did', () => {
    const parent = [...rows('c1'), ...rows('m8 m9', { lane: 'sub' }), ...rows('r1 m2')];
    expect(parting(parent, rows('e c1 r1 m2'), 10, true)).toBeNull();
  });

  it('does not part by a reply that was cut', () => {
    const cut = [...rows('e m1'), ...rows('m2', { unfinished: true })];
    expect(parting(rows('m1 m3'), cut, 10, false)).toBeNull();
    expect(parting(rows('m1 m3'), [...cut, ...rows('m4')], 10, true)).not.toBeNull();
  });
});
