import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '@/lib/api/run-contract';
import { sentTo } from '@/lib/server/executors/branch.testing';
import { createExecutor } from '@/lib/server/executors/change-executor';
import { TestHttp } from '@/lib/server/executors/http-server.testing';
import { sweep } from '@/lib/server/start-app';
import type { EventOf } from '@/lib/trace/event';
import { branchState } from './branch-state';
import { writeAnswer } from './hand-answer';
import { RunsTest } from './runs.testing';

let test: RunsTest;
let server: TestHttp;
beforeEach(async () => {
  test = await RunsTest.open();
  server = await TestHttp.start();
});
afterEach(async () => {
  await test.close();
  await server.stop();
});

const limits = { maxSteps: 8 };
const sound = async (id: string) => expect(await test.broken(id)).toEqual([]);
const results = (id: string) =>
  test.own(id).filter((event): event is EventOf<'tool-result'> => event.kind === 'tool-result');
const call = (id: string, q: unknown) => ({ name: 'look', arguments: q, id });

describe('the rest from the recording', () => {
  it('is taken in recorded order, each result once, whatever the arguments', async () => {
    const { id } = await test.branch(0);
    test.mock.reply({ calls: [call('a', { q: 7 }), call('b', { q: 8 }), call('c', { q: 9 })] });
    const run = await test.ended(await test.runs.start(id, test.openai, limits));
    expect(run.pending).toHaveLength(3);
    const now = await test.runs.answerRest(run.id);
    expect(now).toMatchObject({ status: 'waiting', pending: [{ callId: 'c' }] });
    expect(results(id).map(({ callId, provenance }) => [callId, provenance])).toEqual([
      ['a', { by: 'hand', seq: 3 }],
      ['b', { by: 'hand', seq: 6 }],
    ]);
    expect((await test.runs.answerRest(run.id)).pending).toHaveLength(1);
    await test.runs.answer(run.id, { callId: 'c', output: 3, isError: false });
    expect(await test.ended(run)).toMatchObject({ status: 'done' });
    const told = test.body(1).messages.slice(-3);
    expect(told.map(({ content }: { content: string }) => content)).toEqual([
      ...['found 1', 'found 2', '3'],
    ]);
    await sound(id);
  });

  it('goes on where nothing is left', async () => {
    const { id } = await test.branch(0);
    test.mock.reply({ calls: [call('a', { q: 7 })] });
    const run = await test.ended(await test.runs.start(id, test.openai, limits));
    const [first, second] = await Promise.allSettled([
      test.runs.answerRest(run.id),
      test.runs.answerRest(run.id),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ reason: { code: 'conflict' } });
    expect(await test.ended(run)).toMatchObject({ status: 'done' });
    expect(results(id)).toHaveLength(1);
  });
});

describe('arguments that are no JSON', () => {
  it('wait, and once mended the chain answers the call', async () => {
    const { id } = await test.branch();
    test.mock.reply({ calls: [call('a', '{"q": 2'), call('b', { q: 9 })] });
    const run = await test.ended(await test.runs.start(id, test.openai, limits));
    expect(run.pending).toMatchObject([
      { callId: 'a', state: 'malformed', input: '{"q": 2', repaired: { q: 2 } },
      { callId: 'b', state: 'needs-you' },
    ]);
    await expect(test.runs.repair(run.id, 'b', {})).rejects.toMatchObject({ code: 'bad_request' });
    await expect(test.runs.repair(run.id, 'x', {})).rejects.toMatchObject({ code: 'conflict' });
    await test.runs.repair(run.id, 'a', { q: 2 });
    expect(await test.ended(run)).toMatchObject({ status: 'waiting', pending: [{ callId: 'b' }] });
    expect(test.mock.requests).toHaveLength(1);
    expect(results(id)).toMatchObject([{ callId: 'a', provenance: { by: 'recording', seq: 6 } }]);
    await test.runs.answer(run.id, { callId: 'b', output: 1, isError: false });
    expect(await test.ended(run)).toMatchObject({ status: 'done', steps: 2 });
    const [asked] = test.body(1).messages.slice(-3);
    expect(JSON.parse(asked.tool_calls[0].function.arguments)).toEqual({ q: 2 });
    expect(test.kinds(id).filter((kind) => kind === 'edit')).toHaveLength(2);
    await sound(id);
  });
});

describe('a live call', () => {
  const hints = { readOnly: null, destructive: null, idempotent: null, openWorld: null };
  async function live(approved = false): Promise<{ id: string; run: Run; executorId: string }> {
    const tool = { name: 'look', description: null, schema: null, hints, allowed: true };
    const fields = { name: 'Shop', url: server.url, allowPrivate: true, trusted: false };
    const { id: executorId } = await createExecutor(test.store, {
      ...{ ...fields, kind: 'http', tools: [tool] },
    });
    const policy = sentTo(executorId, 'look', approved);
    const { id } = await test.branch(3, [], { policy });
    test.mock.reply({ calls: [call('a', { q: 7 }), call('b', { q: 8 })] });
    const run = await test.runs.start(id, test.openai, limits);
    return { id, executorId, run };
  }
  const approve = (run: Run, executorId: string, callId = 'a') =>
    test.runs.approve(run.id, { callId, executorId, remember: 'once' });

  it('runs on a word, once for two who give it; the others stay answerable', async () => {
    let finish = () => {};
    server.answer = (response) => {
      finish = () => void response.end('{"output": "sold"}');
    };
    const { id, run, executorId } = await live();
    expect((await test.ended(run)).pending).toMatchObject([
      { callId: 'a', state: 'approval' },
      { callId: 'b', state: 'approval' },
    ]);
    expect(server.seen).toEqual([]);
    const both = await Promise.allSettled([approve(run, executorId), approve(run, executorId)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    const answer = { output: 1, isError: false };
    const refused = { code: 'conflict' };
    await expect(test.runs.answer(run.id, { callId: 'a', ...answer })).rejects.toMatchObject(
      refused,
    );
    await expect(
      test.runs.goOn(run.id, { edits: [{ type: 'append-user', text: 'x' }] }),
    ).rejects.toMatchObject(refused);
    const now = await test.runs.answer(run.id, { callId: 'b', ...answer });
    expect(now).toMatchObject({ status: 'waiting', pending: [{ callId: 'a', state: 'running' }] });
    expect(now.egress).toContain(new URL(server.url).host);
    await expect.poll(() => server.seen).toHaveLength(1);
    finish();
    expect(await test.follow(run, ({ status }) => status === 'done')).toMatchObject({ steps: 2 });
    expect(server.seen).toHaveLength(1);
    expect(results(id).map(({ provenance }) => provenance?.by)).toEqual(['hand', 'http']);
    await sound(id);
  });

  it('with leave is what the run is at, and is stopped with it', async () => {
    server.answer = () => undefined;
    const { id, run } = await live(true);
    const at = await test.follow(run, ({ activity }) => activity?.type === 'tool');
    expect(at.activity).toEqual({ type: 'tool', tool: 'look', executor: 'Shop' });
    await expect.poll(() => server.seen).toHaveLength(1);
    const asked = Date.now();
    expect(await test.runs.cancel(run.id)).toMatchObject({ status: 'cancelled' });
    expect(Date.now() - asked).toBeLessThan(500);
    await expect.poll(() => server.seen[0]?.cut).toBe(true);
    // It may have acted: going on sends it no second time.
    server.answer = (response) => void response.end('{"output": 1}');
    await test.runs.goOn(run.id, {});
    expect((await test.ended(run)).pending).toMatchObject([{ callId: 'a', state: 'unknown' }]);
    const inputs = server.seen.map(({ body }) => JSON.parse(body).arguments ?? body);
    expect(inputs).toHaveLength(2);
    expect(inputs[0]).not.toEqual(inputs[1]);
    await sound(id);
  });

  it('that is on when its run is cancelled is given up', async () => {
    server.answer = () => undefined;
    const { id, run, executorId } = await live();
    await test.ended(run);
    await approve(run, executorId);
    await expect.poll(() => server.seen).toHaveLength(1);
    expect(await test.runs.cancel(run.id)).toMatchObject({ status: 'cancelled' });
    await test.runs.idle();
    expect(results(id)).toEqual([]);
    await expect.poll(() => server.seen[0]?.cut).toBe(true);
  });
});

it('can go on where the server stopped between the last answer and the next call', async () => {
  const { id } = await test.branch();
  test.mock.reply({ calls: [call('a', { q: 9 })] });
  const run = await test.ended(await test.runs.start(id, test.openai, limits));
  const state = await branchState(test.store, id);
  const [pending] = state.checkpoint.pending;
  if (!pending) throw new Error('It waits');
  const given = { callId: 'a', output: 1, isError: false };
  await writeAnswer(test.store, state, pending, given, () => new Date());
  await sweep(test.app);
  expect(await test.runs.get(run.id)).toMatchObject({ status: 'interrupted' });
  await test.runs.goOn(run.id, {});
  expect(await test.ended(run)).toMatchObject({ status: 'done', steps: 2 });
  await sound(id);
});
