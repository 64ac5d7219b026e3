import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '@/lib/api/run-contract';
import { RunRegistry } from '@/lib/server/runs/run-registry';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { removeTrace } from '@/lib/server/traces/change-trace';
import { findTrace } from '@/lib/server/traces/find-trace';
import { latestTrace } from '@/lib/server/traces/latest-trace';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import { rerunResult } from './rerun-result';
import { type RerunRequest, startRerun } from './start-rerun';

let app: TestApp;
let runs: RunRegistry;
let parent: string;
const now = () => new Date();

beforeEach(async () => {
  app = openTestApp();
  runs = new RunRegistry(app.store, { allowPrivate: false, pieceMs: 0, now });
  parent = await app.import([
    { talk: 'user', text: 'hello  ' },
    { talk: 'assistant', text: 'good day' },
    { talk: 'user', text: 'and now?' },
    { talk: 'assistant', text: 'good bye' },
  ]);
});
afterEach(async () => {
  runs.stop();
  await runs.idle();
  await app.close();
});

const scripted = { endpoint: { id: 'scripted' }, hint: '', limits: { maxSteps: 5 } };
/** Answers what the scripted model asks where a branch differs, so that its run ends by itself. */
const policy: ToolPolicy = {
  rules: [
    {
      ...{ tool: 'lookup_policy', recording: true, ignore: [] },
      otherwise: { by: 'fixed', output: 'allowed', isError: false },
    },
  ],
  approved: [],
};
const start = (more: Partial<RerunRequest> = {}) =>
  startRerun(app.store, { id: parent, ...scripted, ...more }, { runs, now });
const count = (table: string): unknown =>
  app.store.raw.prepare(`SELECT count(*) FROM "${table}"`).pluck().get();

async function ended({ id }: Run): Promise<Run> {
  for (let tried = 0; tried < 500; tried += 1) {
    const run = await runs.get(id);
    if (run.status !== 'queued' && run.status !== 'running') return run;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It does not end');
}

describe('running a task again', () => {
  it('forks after the first prompt, appends the hint and runs, in one go', async () => {
    const { traceId, seq, run } = await start({ hint: 'be short', policy });
    const branch = await findTrace(app.store, traceId);
    expect(branch).toMatchObject({ parentId: parent, forkSeq: 0 });
    expect(seq).toBe(1);
    expect(branch.name).toContain('· re-run');
    expect(branch.fork).toEqual({
      ...{ seq: 1, side: 'before' },
      edits: [{ type: 'replace-last-user', text: 'hello\n\nReplay hint:\nbe short' }],
    });
    expect((await ended(run)).status).toBe('done');
    const result = await rerunResult(app.store, traceId);
    expect(result.isRerun).toBe(true);
    expect(result.original?.answer).toBe('good bye');
    expect(result.replay.answer).not.toBeNull();
    expect(result.diff).toContain('--- original\n+++ replay\n@@ -1 +');
    expect(result.diff).toContain('-good bye');
  });

  it('has no diff while the run may still say something', async () => {
    const { traceId, run } = await start({ hint: 'be short' });
    expect((await ended(run)).status).toBe('waiting');
    const { diff, replay } = await rerunResult(app.store, traceId);
    expect(replay.answer).not.toBeNull();
    expect(diff).toBeNull();
  });

  it('without a hint edits nothing', async () => {
    const { traceId } = await start();
    expect((await findTrace(app.store, traceId)).fork).toMatchObject({ edits: [] });
  });

  it('leaves nothing behind where it cannot begin', async () => {
    const before = ['Trace', 'Event', 'Message', 'Run'].map(count);
    const gone = { id: 'f'.repeat(32) };
    await expect(start({ endpoint: gone })).rejects.toMatchObject({ code: 'not_found' });
    const late = { ...runs, start: () => Promise.reject(new Error('no place')) };
    await expect(
      startRerun(app.store, { id: parent, ...scripted }, { runs: late, now }),
    ).rejects.toThrow('no place');
    expect(['Trace', 'Event', 'Message', 'Run'].map(count)).toEqual(before);
  });

  it('says which trace records no prompt', async () => {
    const silent = await app.import([{ talk: 'assistant', text: 'nobody asked' }]);
    await expect(start({ id: silent })).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('tells nothing of a parent that is deleted, and refuses what is no branch', async () => {
    const { traceId, run } = await start();
    await ended(run);
    await expect(rerunResult(app.store, parent)).rejects.toMatchObject({ code: 'bad_request' });
    await removeTrace(app.store, parent);
    expect(await rerunResult(app.store, traceId)).toMatchObject({ original: null, diff: null });
  });
});

describe('the latest trace', () => {
  it('is the newest by time: when the run began, else when it came in', async () => {
    const set = (id: string, startedAt: number | null) =>
      app.store.raw
        .prepare(
          `UPDATE "Trace" SET "totals" = json_set("totals", '$.startedAt', json(?)) WHERE "id" = ?`,
        )
        .run(JSON.stringify(startedAt), id);
    const second = await app.import([{ talk: 'user', text: 'two' }]);
    set(parent, 2_000);
    set(second, 1_000);
    expect(await latestTrace(app.store)).toBe(parent);
    const third = await app.import([{ talk: 'user', text: 'three' }]);
    set(third, null);
    expect(await latestTrace(app.store)).toBe(third);
    // A clock of the future says nothing: it counts from when it came in.
    set(parent, Date.parse('2999-01-01'));
    expect(await latestTrace(app.store)).toBe(third);
    await removeTrace(app.store, third);
    expect(await latestTrace(app.store)).toBe(parent);
  });

  it('is none where nothing is stored', async () => {
    await removeTrace(app.store, parent);
    await expect(latestTrace(app.store)).rejects.toMatchObject({ code: 'not_found' });
  });
});
