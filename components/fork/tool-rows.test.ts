import { describe, expect, it } from 'vitest';
import type { Executor, ToolHints } from '@/lib/api/executor-contract';
import type { OutlineRow } from '@/lib/trace/outline';
import { firstPolicy, type ToolRule, toolPolicySchema } from '@/lib/trace/tool-policy';
import { answererWords, hintWords, toolRows, withoutLeave, withRule } from './tool-rows';

const row = (seq: number, change: Partial<OutlineRow>): OutlineRow => ({
  ...{ seq, kind: 'log', type: 'x', lane: 'main', parent: null, name: null, role: null },
  ...{ call: null, startedAt: null, durationMs: null, inputTokens: null, outputTokens: null },
  ...{ costUsd: null, error: false, unfinished: false, hash: '', setup: null, saw: null },
  ...{ said: null, sawFidelity: null, saidFidelity: null, summary: '' },
  ...change,
});
const outline = [
  row(0, { kind: 'tool-call', name: 'find' }),
  row(1, { kind: 'tool-result', call: 0 }),
  row(2, { kind: 'tool-call', name: 'find' }),
  row(3, { kind: 'tool-result', call: 2 }),
  row(4, { kind: 'tool-call', name: 'pay' }),
  row(5, { kind: 'tool-result', call: 4, unfinished: true }),
];
const unsaid: ToolHints = { readOnly: null, destructive: null, idempotent: null, openWorld: null };
const executor = (trusted: boolean, hints: ToolHints, allowed = true): Executor => ({
  ...{ id: 'a'.repeat(32), name: 'Staging', kind: 'mcp', url: null, host: null },
  ...{ allowPrivate: false, key: 'none', trusted, origin: 'stored' },
  tools: [{ name: 'find', description: null, schema: null, hints, allowed }],
});
const live: ToolRule = {
  ...{ tool: 'find', recording: true, ignore: [] },
  otherwise: { by: 'executor', executorId: 'a'.repeat(32) },
};
const of = (change: Partial<Parameters<typeof toolRows>[0]> = {}) =>
  toolRows({
    ...{ outline, forkSeq: 1, recorded: [{ name: 'ping' }], lines: null },
    ...{ policy: firstPolicy, executors: [], ...change },
  });

it('has a row per tool that is told, called or ruled, with what is recorded on both sides', () => {
  const policy = withRule(firstPolicy, { ...live, tool: 'old' });
  expect(of({ policy }).map(({ tool, before, after }) => [tool, before, after])).toEqual([
    ['ping', 0, 0],
    ['find', 1, 1],
    ['pay', 0, 0],
    ['old', 0, 0],
  ]);
});

describe('executors', () => {
  const choices = (one: Executor, policy = firstPolicy) =>
    of({ executors: [one], policy }).find(({ tool }) => tool === 'find')?.live;

  it('are offered only for a tool that they are allowed', () => {
    expect(choices(executor(false, unsaid, false))).toEqual([]);
    expect(of({ executors: [executor(true, unsaid)] })[0]?.live).toEqual([]);
  });

  it.each([
    [false, true, true],
    [true, null, true],
    [true, false, true],
    [true, true, false],
  ])('trusted %s, read-only %s: asks %s', (trusted, readOnly, asks) =>
    expect(choices(executor(trusted, { ...unsaid, readOnly }))).toMatchObject([{ asks }]),
  );

  it('stay visible where a rule names one that may not run the tool any more', () => {
    const policy = withRule(firstPolicy, live);
    expect(choices(executor(true, unsaid, false), policy)).toMatchObject([
      { name: 'Staging, which may not run it', hints: null, asks: true },
    ]);
    expect(of({ policy })[1]?.live).toMatchObject([{ name: 'a deleted executor' }]);
  });

  it('show a leave that was given, which can be taken back', () => {
    const policy = { ...firstPolicy, approved: [{ executorId: 'a'.repeat(32), tool: 'find' }] };
    expect(choices(executor(false, unsaid), policy)).toMatchObject([{ approved: true }]);
    expect(withoutLeave(policy, 'a'.repeat(32), 'find')).toEqual(firstPolicy);
    expect(withoutLeave(policy, 'a'.repeat(32), 'pay')).toEqual(policy);
  });
});

it('keeps one rule per tool, and none that says what holds anyway', () => {
  const fixed: ToolRule = { ...live, otherwise: { by: 'fixed', output: 1, isError: false } };
  const policy = withRule(withRule(withRule(firstPolicy, live), { ...live, tool: 'pay' }), fixed);
  expect(policy.rules.map(({ tool, otherwise }) => [tool, otherwise.by])).toEqual([
    ['find', 'fixed'],
    ['pay', 'executor'],
  ]);
  expect(toolPolicySchema.safeParse(policy).success).toBe(true);
  const back = withRule(policy, { ...fixed, otherwise: { by: 'hand' } });
  expect(back.rules.map(({ tool }) => tool)).toEqual(['pay']);
});

it('counts who answers, live ones apart', () => {
  expect(answererWords(of())).toEqual({ words: '3 from recording, then by hand', live: 0 });
  const deny: ToolRule = { tool: 'pay', recording: false, ignore: [], otherwise: { by: 'deny' } };
  const policy = withRule(withRule(firstPolicy, live), deny);
  expect(answererWords(of({ policy }))).toEqual({
    words: '1 from recording, then by hand, 1 denied',
    live: 1,
  });
  const fixed: ToolRule = { ...live, otherwise: { by: 'fixed', output: 1, isError: false } };
  expect(answererWords(of({ policy: withRule(policy, fixed) }))).toEqual({
    words: '1 from recording, then by hand, 1 from recording, then fixed, 1 denied',
    live: 0,
  });
  expect(answererWords([])).toEqual({ words: 'none', live: 0 });
});

it.each([
  [{}, 'may be destructive, open world'],
  [{ readOnly: true }, 'read-only, open world'],
  [{ readOnly: true, destructive: true }, 'destructive, open world'],
  [{ destructive: true, openWorld: false }, 'destructive'],
  [{ destructive: false, idempotent: true, openWorld: false }, 'changes things, idempotent'],
])('says of %j: %s', (hints, words) => expect(hintWords({ ...unsaid, ...hints })).toBe(words));
