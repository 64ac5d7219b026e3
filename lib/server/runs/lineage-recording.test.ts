import { afterEach, beforeEach, expect, it } from 'vitest';
import { forkWaiting } from '@/lib/server/executors/branch.testing';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import type { Json } from '@/lib/trace/json';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import { answererChain } from './answerer-chain';
import { writeLiveAnswer } from './approve-live';
import { lineageRecording } from './lineage-recording';

let app: TestApp;
beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

const policy: ToolPolicy = {
  rules: [{ tool: 'look', recording: true, ignore: ['at'], otherwise: { by: 'deny' } }],
  approved: [],
};
const now = () => new Date();

/** Answers a call as a run would. */
async function answer(traceId: string, callId: string, input: Json) {
  const { recording } = lineageRecording(app.store, traceId);
  const [chain] = answererChain({
    ...{ store: app.store, traceId, runId: 'r', lane: 'main', recording, now },
    seqOf: () => null,
  });
  const call = { callId, tool: 'look', input, malformed: false };
  const given = await chain?.(call, new AbortController().signal);
  if (given) await writeLiveAnswer(app.store, traceId, callId, given, now);
  return given?.provenance;
}

it('gives no result twice in a lineage, also where paths were left out to find it', async () => {
  // Recorded as events 4 and 5.
  const { id } = await forkWaiting(
    app.store,
    [
      { tool: 'look', input: { q: 1, at: 'noon' } },
      { tool: 'look', input: { q: 1, at: 'night' } },
    ],
    policy,
  );
  const ignored = ['at'];
  expect(await answer(id, 'c1', { q: 1, at: 'dawn' })).toEqual({
    by: 'recording',
    seq: 4,
    ignored,
  });
  const { id: fork } = await forkTrace(app.store, { id, seq: 5, side: 'after', edits: [] });
  expect(await answer(fork, 'c2', { q: 1, at: 'night' })).toEqual({
    by: 'recording',
    seq: 5,
    up: 2,
  });
  const { id: last } = await forkTrace(app.store, { id: fork, seq: 7, side: 'after', edits: [] });
  expect(await answer(last, 'c3', { q: 1, at: 'noon' })).toEqual({ by: 'denied' });
});
