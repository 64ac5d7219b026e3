import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEvent } from '@/lib/db/read-event';
import { forkWaiting, sentTo } from '@/lib/server/executors/branch.testing';
import { createExecutor, updateExecutor } from '@/lib/server/executors/change-executor';
import { TestHttp } from '@/lib/server/executors/http-server.testing';
import { cancelLive } from '@/lib/server/executors/live-calls';
import { mcpPool } from '@/lib/server/executors/mcp-pool';
import { TestMcp } from '@/lib/server/executors/mcp-server.testing';
import { refreshExecutor } from '@/lib/server/executors/refresh-executor';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { readPolicy } from '@/lib/server/traces/branch-policy';
import { findLineage } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { approveLive, type LiveApproval, writeLiveAnswer } from './approve-live';
import { branchState } from './branch-state';
import { writeAnswer } from './hand-answer';
import { pendingCall } from './pending-call';
import { pendingCalls } from './pending-calls';

let app: TestApp;
let server: TestHttp;
let executorId: string;
const now = () => new Date();
const hints = { readOnly: null, destructive: null, idempotent: null, openWorld: null };

beforeEach(async () => {
  app = openTestApp();
  server = await TestHttp.start();
  const tool = { name: 'look', description: null, schema: null, hints, allowed: true };
  const fields = { name: 'Shop', url: server.url, allowPrivate: true, trusted: false };
  const { id } = await createExecutor(app.store, {
    ...{ ...fields, kind: 'http', tools: [tool], key: 'key-of-the-shop' },
  });
  executorId = id;
});
afterEach(async () => {
  await mcpPool().closeIdle();
  await server.stop();
  await app.close();
});

const look = { tool: 'look', input: { q: 1 } };
const branch = async () => (await forkWaiting(app.store, [look], sentTo(executorId, 'look'))).id;
const approve = async (id: string, more: Partial<LiveApproval> = {}) =>
  approveLive(
    app.store,
    await branchState(app.store, id),
    { callId: 'c1', executorId, remember: 'once', ...more },
    { runId: 'r', now },
  );
const finish = async (id: string, call: Awaited<ReturnType<typeof approve>>) => {
  const answer = await call.ended;
  return answer && writeLiveAnswer(app.store, id, 'c1', answer, now);
};
const pending = async (id: string) => (await pendingCalls(app.store, id))[0];

describe('a call that a person lets run for real', () => {
  it('shows the very request, sends it, and stores its answer', async () => {
    const id = await branch();
    const card = await pending(id);
    expect(card).toMatchObject({ state: 'approval', trouble: null, schema: { type: 'object' } });
    expect(card?.executors).toEqual([{ id: executorId, name: 'Shop' }]);
    const request = card?.approval?.request;
    expect(JSON.stringify(card)).not.toContain('key-of-the-shop');

    const written = await finish(id, await approve(id));
    const [seen] = server.seen;
    expect(request).toMatchObject({ method: 'POST', to: server.url, body: seen?.body });
    for (const [name, value] of request?.headers ?? []) {
      if (name === 'authorization') expect(value).toBe('Bearer [stored key]');
      else expect(seen?.headers[name]).toBe(value);
    }
    expect(seen?.headers.authorization).toBe('Bearer key-of-the-shop');
    const event = readEvent(app.store.raw, findLineage(app.store, id), written?.event.seq ?? 0);
    expect(event).toMatchObject({
      kind: 'tool-result',
      provenance: { by: 'http', executor: 'Shop' },
    });
    expect(await pending(id)).toBeUndefined();
  });

  it('runs once for two who ask at once, and is answered by nobody else meanwhile', async () => {
    const id = await branch();
    let finished = () => {};
    server.answer = (response) => {
      finished = () => void response.end('"late"');
    };
    const [first, second] = await Promise.allSettled([approve(id), approve(id)]);
    const outcomes = [first, second].map(({ status }) => status).sort();
    expect(outcomes).toEqual(['fulfilled', 'rejected']);
    const state = await branchState(app.store, id);
    expect(() => pendingCall(app.store, state, 'c1')).toThrow('being run already');
    expect(await pending(id)).toMatchObject({ state: 'running' });
    await expect.poll(() => server.seen).toHaveLength(1);
    finished();
    const begun = first.status === 'fulfilled' ? first.value : null;
    if (begun) await finish(id, begun);
    expect(server.seen).toHaveLength(1);
  });

  it("can be tried again on a person's word, with the same key", async () => {
    const id = await branch();
    server.answer = (response) => void response.writeHead(502).end();
    expect(await finish(id, await approve(id))).toBeNull();
    expect((await pending(id))?.trouble).toContain('status 502');
    server.answer = (response) => void response.end('"ok"');
    expect(await finish(id, await approve(id))).not.toBeNull();
    const keys = server.seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([keys[0], keys[0]]);
    const sends = await app.store.prisma.toolSend.findMany({ orderBy: { attempt: 'asc' } });
    expect(sends.map(({ attempt, state }) => [attempt, state])).toEqual([
      [1, 'failed'],
      [2, 'answered'],
    ]);
  });

  it('needs leave on that executor', async () => {
    const id = await branch();
    await updateExecutor(app.store, { id: executorId, tools: [] });
    await expect(approve(id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(approve(id, { executorId: 'a'.repeat(32) })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await pending(id)).toMatchObject({
      ...{ state: 'needs-you', approval: null, executors: [] },
      trouble: expect.stringContaining('Not run live. Shop has no such tool.'),
    });
    expect(server.seen).toEqual([]);
  });

  it('remembers a tool for the branch and its forks, not for its parent', async () => {
    const policy = sentTo(executorId, 'look');
    const { id: parent } = await forkWaiting(app.store, [look], policy);
    const { id } = await forkTrace(app.store, { id: parent, seq: 2, side: 'after', edits: [] });
    await finish(id, await approve(id, { remember: 'tool' }));
    const approved = [{ executorId, tool: 'look' }];
    expect(await readPolicy(app.store, id)).toEqual({ ...policy, approved });
    const fork = await forkTrace(app.store, { id, seq: 2, side: 'after', edits: [] });
    expect((await readPolicy(app.store, fork.id)).approved).toEqual(approved);
    expect(await readPolicy(app.store, parent)).toEqual(policy);
  });

  it('is given up with its branch: then nobody knows', async () => {
    const id = await branch();
    server.answer = () => undefined;
    const { ended } = await approve(id);
    await expect.poll(() => server.seen).toHaveLength(1);
    cancelLive(app.store, id);
    await expect(ended).rejects.toThrow('abort');
    expect(await pending(id)).toMatchObject({ state: 'unknown' });
    const state = await branchState(app.store, id);
    const call = pendingCall(app.store, state, 'c1');
    await writeAnswer(
      app.store,
      state,
      call,
      { callId: 'c1', output: 'by hand', isError: false },
      now,
    );
    expect(await pending(id)).toBeUndefined();
  });

  it('goes to an MCP server that still defines it as it was allowed', async () => {
    const mcp = new TestMcp();
    mcp.configure(app.folder);
    const { tools } = await refreshExecutor(app.store, 'config-files');
    const allowed = tools.map((tool) => ({ ...tool, allowed: tool.name === 'look' }));
    await updateExecutor(app.store, { id: 'config-files', tools: allowed });
    const id = await branch();
    const written = await finish(id, await approve(id, { executorId: 'config-files' }));
    expect(mcp.calls).toEqual([['look', { q: 1 }]]);
    expect(written?.event).toMatchObject({ provenance: { by: 'mcp', executor: 'files' } });

    const row = { where: { executorId: 'config-files' } };
    const stale = allowed.map((tool) => ({ ...tool, description: 'as it once was' }));
    await app.store.prisma.executorLeave.update({ ...row, data: { tools: JSON.stringify(stale) } });
    const next = await branch();
    expect(await finish(next, await approve(next, { executorId: 'config-files' }))).toBeNull();
    expect((await pending(next))?.trouble).toContain('otherwise now');
    expect(mcp.calls).toHaveLength(1);
    mcp.stop();
  });
});
