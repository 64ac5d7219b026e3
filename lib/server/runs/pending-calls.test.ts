import { afterEach, beforeEach, expect, it } from 'vitest';
import { forkWaiting } from '@/lib/server/executors/branch.testing';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { answerRest } from './answer-rest';
import { lineageRecording } from './lineage-recording';
import { pendingCalls } from './pending-calls';

let app: TestApp;
beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

const now = () => new Date();

it('tells of malformed arguments, with what was probably meant', async () => {
  const { id } = await forkWaiting(app.store, [
    { tool: 'look', input: '{"q": 1,', malformed: true },
    { tool: 'other', input: { a: 1 } },
  ]);
  expect(await pendingCalls(app.store, id)).toMatchObject([
    {
      callId: 'c1',
      state: 'malformed',
      repaired: { q: 1 },
      approval: null,
      schema: { type: 'object' },
    },
    {
      callId: 'c2',
      state: 'needs-you',
      repaired: null,
      schema: null,
      trouble: null,
      executors: [],
    },
  ]);
});

it('answers the rest with what was recorded of the same tool, each once, in order', async () => {
  const { id } = await forkWaiting(app.store, [
    { tool: 'look', input: { q: 1 } },
    { tool: 'act', input: {} },
    { tool: 'look', input: { q: 2 } },
    { tool: 'look', input: '{', malformed: true },
  ]);
  const written = await answerRest(app.store, id, now);
  expect(written.map(({ event }) => event.kind === 'tool-result' && event.provenance)).toEqual([
    { by: 'hand', seq: 6 },
    { by: 'hand', seq: 7 },
    { by: 'hand', seq: 8 },
  ]);
  expect(await pendingCalls(app.store, id)).toMatchObject([{ callId: 'c4', state: 'malformed' }]);
  expect(await answerRest(app.store, id, now)).toEqual([]);
});

it('names who it has a result from', async () => {
  const { id } = await forkWaiting(app.store, [{ tool: 'look', input: { q: 1 } }]);
  const fork = await forkTrace(app.store, { id, seq: 2, side: 'after', edits: [] });
  const [written] = await answerRest(app.store, fork.id, now);
  expect(written?.event).toMatchObject({ provenance: { by: 'hand', seq: 3, up: 2 } });
  const { byHand, recording } = lineageRecording(app.store, fork.id);
  expect([...byHand]).toEqual(['2:3']);
  // A person's choice takes nothing from what the recording gives by itself.
  expect(recording.take({ tool: 'look', input: { q: 1 } }, 'main')?.up).toBe(2);
});
