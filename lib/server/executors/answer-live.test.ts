import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ToolHints } from '@/lib/api/executor-contract';
import type { Answer } from '@/lib/resume/answerer';
import { Recording } from '@/lib/resume/recording';
import { answererChain } from '@/lib/server/runs/answerer-chain';
import { pendingCalls } from '@/lib/server/runs/pending-calls';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { setPolicy } from '@/lib/server/traces/branch-policy';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import { forkWaiting, sentTo } from './branch.testing';
import { createExecutor } from './change-executor';
import { TestHttp } from './http-server.testing';
import { insertSend } from './tool-sends';

let app: TestApp;
let server: TestHttp;
beforeEach(async () => {
  app = openTestApp();
  server = await TestHttp.start();
});
afterEach(async () => {
  await server.stop();
  await app.close();
});

const unsaid = { readOnly: null, destructive: null, idempotent: null, openWorld: null };
const executor = async (more: {
  trusted?: boolean;
  allowed?: boolean;
  hints?: Partial<ToolHints>;
}) => {
  const hints = { ...unsaid, ...more.hints };
  const tool = {
    name: 'look',
    description: null,
    schema: null,
    hints,
    allowed: more.allowed ?? true,
  };
  const { id } = await createExecutor(app.store, {
    ...{ kind: 'http', name: 'Shop', url: server.url, allowPrivate: true },
    ...{ trusted: more.trusted ?? false, tools: [tool] },
  });
  return id;
};
const look = { tool: 'look', input: { q: 1 } };
const waiting = async (policy: ToolPolicy) => (await forkWaiting(app.store, [look], policy)).id;

function ask(traceId: string, signal = new AbortController().signal): Promise<Answer | null> {
  const [answer] = answererChain({
    ...{ store: app.store, traceId, runId: 'r', lane: 'main', recording: new Recording([]) },
    ...{ seqOf: () => 2, now: () => new Date() },
  });
  if (!answer) throw new Error('No chain');
  return answer({ ...look, callId: 'c1', malformed: false }, signal);
}
const pending = async (traceId: string) => (await pendingCalls(app.store, traceId))[0];
const reads = { hints: { readOnly: true } };

describe('a live call', () => {
  it('needs the executor, the tool allowed on it, and the policy', async () => {
    const elsewhere = 'f'.repeat(32);
    const cases: [string, ToolPolicy][] = [
      ['not configured', sentTo(elsewhere, 'look', true)],
      ['not in the file', sentTo('config-files', 'look', true)],
      [
        'not allowed',
        sentTo(await executor({ trusted: true, allowed: false, ...reads }), 'look', true),
      ],
      ['another tool allowed', sentTo(await executor({ trusted: true, ...reads }), 'act', true)],
      ['nothing said of it', sentTo(await executor({ trusted: true }), 'look')],
      ['not trusted', sentTo(await executor(reads), 'look')],
      [
        'approved elsewhere',
        {
          ...sentTo(await executor({}), 'look'),
          approved: [{ executorId: elsewhere, tool: 'look' }],
        },
      ],
      ['no rule', { rules: [], approved: [{ executorId: await executor({}), tool: 'look' }] }],
    ];
    for (const [why, policy] of cases) expect(await ask(await waiting(policy)), why).toBeNull();
    expect(server.seen).toEqual([]);
    expect(await app.store.prisma.toolSend.count()).toBe(0);
  });

  it('runs by itself where a trusted executor says that it only reads, and where it was approved', async () => {
    const trusted = await waiting(sentTo(await executor({ trusted: true, ...reads }), 'look'));
    expect(await ask(trusted)).toEqual({
      ...{ output: { done: true }, isError: false, provenance: { by: 'http', executor: 'Shop' } },
    });
    const approved = await waiting(sentTo(await executor({}), 'look', true));
    expect((await ask(approved))?.output).toEqual({ done: true });
    expect(server.seen).toHaveLength(2);
    const sends = await app.store.prisma.toolSend.findMany();
    expect(sends.map(({ state, attempt }) => [state, attempt])).toEqual([
      ['answered', 1],
      ['answered', 1],
    ]);
    // What is on the wire is what was written down, and another branch has another key.
    expect(new Set(sends.map(({ idempotencyKey }) => idempotencyKey))).toEqual(
      new Set(server.seen.map(({ headers }) => headers['idempotency-key'])),
    );
  });

  it('is loosened by no result', async () => {
    const executorId = await executor({});
    const id = await waiting(sentTo(executorId, 'look'));
    const before = await app.store.prisma.trace.findUniqueOrThrow({ where: { id } });
    server.answer = (response) =>
      void response.end(
        JSON.stringify({ output: 'approved', policy: sentTo(executorId, 'look', true) }),
      );
    expect(await ask(id)).toBeNull();
    expect(await app.store.prisma.trace.findUniqueOrThrow({ where: { id } })).toEqual(before);
    expect(server.seen).toEqual([]);
  });

  it('is written down before it is sent', async () => {
    const id = await waiting(sentTo(await executor({}), 'look', true));
    let states: string[] = [];
    server.answer = async (response) => {
      states = (await app.store.prisma.toolSend.findMany()).map(({ state }) => state);
      response.end('1');
    };
    await ask(id);
    expect(states).toEqual(['sent']);
  });

  it('that failed waits for a person, and is never sent again by itself', async () => {
    const id = await waiting(sentTo(await executor({}), 'look', true));
    server.answer = (response) => void response.writeHead(500).end('oh no');
    expect(await ask(id)).toBeNull();
    expect(await ask(id)).toBeNull();
    expect(server.seen).toHaveLength(1);
    expect(await pending(id)).toMatchObject({
      state: 'approval',
      trouble: expect.stringContaining('status 500: “oh no”'),
      approval: { reason: expect.stringContaining('sent before') },
    });
  });

  it('of which a crash lost the answer is unknown, and not sent again, nor in a fork', async () => {
    const policy = sentTo(await executor({}), 'look', true);
    const id = await waiting(policy);
    const executorId = policy.approved[0]?.executorId ?? '';
    await insertSend(app.store, {
      ...{
        traceId: id,
        seq: 2,
        runId: 'r',
        executorId,
        state: 'sent',
        trouble: null,
        now: new Date(),
      },
    });
    expect(await ask(id)).toBeNull();
    expect(await pending(id)).toMatchObject({
      state: 'unknown',
      trouble: expect.stringContaining('may have acted'),
    });
    const fork = await forkTrace(app.store, { id, seq: 3, side: 'after', edits: [] });
    expect(await ask(fork.id)).toBeNull();
    expect(server.seen).toEqual([]);
  });

  it('that is stopped while it is on is unknown', async () => {
    const id = await waiting(sentTo(await executor({}), 'look', true));
    server.answer = () => undefined;
    const abort = new AbortController();
    const asked = ask(id, abort.signal);
    await expect.poll(() => server.seen).toHaveLength(1);
    expect(await pending(id)).toMatchObject({ state: 'running' });
    abort.abort();
    await expect(asked).rejects.toBe(abort.signal.reason);
    expect(await pending(id)).toMatchObject({ state: 'unknown' });
    expect(await ask(id)).toBeNull();
    expect(server.seen).toHaveLength(1);
  });

  it('follows the policy as it is now', async () => {
    const executorId = await executor({});
    const id = await waiting(sentTo(executorId, 'look'));
    expect(await ask(id)).toBeNull();
    await setPolicy(app.store, id, sentTo(executorId, 'look', true));
    expect(await ask(id)).not.toBeNull();
  });
});
