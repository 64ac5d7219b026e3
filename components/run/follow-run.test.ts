import { expect, it } from 'vitest';
import type { Run, RunUpdate } from '@/lib/api/run-contract';
import { followRun, newerRun } from './follow-run';

const runIn = (status: Run['status'], steps = 1): Run => ({
  ...{ id: 'r', traceId: 't', status, steps, reason: null, pending: [] },
  endpoint: { id: 'scripted', kind: 'scripted', label: 'Scripted', model: 'scripted', host: null },
  limits: { maxSteps: 20 },
  usage: { inputTokens: null, outputTokens: null, costUsd: null },
  ...{ ranMs: 0, egress: [], activity: null, pausing: false, limit: null, failure: null },
  ...{ startedAt: '2026-01-01T00:00:00Z', endedAt: null },
});
const run = (status: Run['status']): RunUpdate => ({ type: 'run', run: runIn(status) });
const text = (words: string): RunUpdate => ({ type: 'partial', text: words, reasoning: '' });

/** Each entry is one connection: what it brings, and whether it breaks. */
function follow(connections: (readonly [RunUpdate[], Error?])[]) {
  const rest = [...connections];
  const told: string[] = [];
  const waited: number[] = [];
  const abort = new AbortController();
  const done = followRun({
    open: async () => {
      const [updates, error] = rest.shift() ?? [[], new Error('nothing left')];
      if (updates.length === 0 && error) throw error;
      return (async function* () {
        yield* updates;
        if (error) throw error;
      })();
    },
    take: (update) => told.push(update.type === 'partial' ? update.text : update.type),
    onLink: (open) => told.push(open ? '+' : '-'),
    signal: abort.signal,
    wait: async (ms) => {
      waited.push(ms);
      if (waited.length > 20) abort.abort();
    },
  });
  return { done, told, waited, rest };
}

it('reads to the end of the run and asks no more', async () => {
  const { done, told, waited, rest } = follow([[[run('running'), text('a'), run('done')]], [[]]]);
  await done;
  expect(told).toEqual(['+', 'run', '+', 'a', '+', 'run']);
  expect([waited, rest.length]).toEqual([[], 1]);
});

it('opens again what broke or closed early, patiently while nothing comes', async () => {
  const broken = new Error('network');
  const { done, told, waited } = follow([
    [[run('running')], broken],
    [[], broken],
    [[], broken],
    [[text('b')]],
    [[run('cancelled')]],
  ]);
  await done;
  expect(told.filter((word) => word !== '+')).toEqual(['run', '-', '-', '-', 'b', '-', 'run']);
  expect(waited).toEqual([250, 500, 1000, 250]);
});

it('goes on while a run waits for somebody', async () => {
  const { done, told } = follow([[[run('waiting')]], [[run('running'), run('done')]]]);
  await done;
  expect(told.filter((word) => word === 'run')).toHaveLength(3);
});

it('goes on while a run is queued or paused', async () => {
  const { done, told } = follow([[[run('queued'), run('paused'), run('running'), run('limit')]]]);
  await done;
  expect(told.filter((word) => word === 'run')).toHaveLength(4);
});

it('gives up where the server knows no such run', async () => {
  const { done, waited } = follow([[[], Object.assign(new Error('gone'), { status: 404 })]]);
  await done;
  expect(waited).toEqual([]);
});

it('never waits longer than 5 s', async () => {
  const { done, waited } = follow([]);
  await done;
  expect(Math.max(...waited)).toBe(5000);
});

it('does not go back to what an answer says that was overtaken by the stream', () => {
  const [waiting, running, done] = [runIn('waiting'), runIn('running'), runIn('done', 2)];
  expect(newerRun(null, running)).toBe(running);
  expect(newerRun(waiting, running)).toBe(running);
  expect(newerRun(done, running)).toBe(done);
  const again = runIn('waiting', 2);
  expect(newerRun(again, running)).toBe(again);
});
