import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Run, RunUpdate } from '@/lib/api/run-contract';
import { sweep } from '@/lib/server/start-app';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { textMessage } from '@/lib/trace/message';
import { RunsTest, scripted } from './runs.testing';

let test: RunsTest;
beforeEach(async () => {
  test = await RunsTest.open({ maxRuns: 1, wait: async () => undefined });
});
afterEach(() => test.close());

const limits = { maxSteps: 8 };
const stalls = { text: 'one two three ', ending: 'stall' as const };
const look = (q: number, id = `c${q}`) => ({ calls: [{ name: 'look', arguments: { q }, id }] });
/** A run at the mock that has a reply in the making. */
async function running(more: object = {}): Promise<{ id: string; run: Run }> {
  const { id } = await test.branch();
  test.mock.reply(stalls);
  const run = await test.runs.start(id, test.openai, { ...limits, ...more });
  await test.came(run, 'three');
  return { id, run };
}
const sound = async (id: string) => expect(await test.broken(id)).toEqual([]);
const answer = (run: Run, callId: string) =>
  test.runs.answer(run.id, { callId, output: 'by hand', isError: false });

describe('the queue', () => {
  it('lets as many run as there are places, the others in their order', async () => {
    const first = await running();
    const [second, third] = [await test.branch(), await test.branch()];
    const b = await test.runs.start(second.id, test.openai, limits);
    const c = await test.runs.start(third.id, test.openai, limits);
    expect(b).toMatchObject({ status: 'queued', activity: { type: 'queued', ahead: 0 } });
    expect(c).toMatchObject({ status: 'queued', activity: { type: 'queued', ahead: 1 } });
    await expect(test.runs.start(second.id, scripted, limits)).rejects.toMatchObject({
      code: 'conflict',
    });
    const ahead: (number | null)[] = [];
    const told = test.seen(c, (update) => {
      if (update.type !== 'run') return false;
      const { activity } = update.run;
      if (activity?.type === 'queued') ahead.push(activity.ahead);
      return update.run.status === 'done';
    });
    test.mock.reply(stalls);
    await test.runs.cancel(first.run.id);
    await test.came(b, 'three');
    await test.runs.cancel(b.id);
    await told;
    expect([...new Set(ahead)]).toEqual([1, 0]);
    const starts = test.mock.requests.length;
    expect(starts).toBe(3);
  });

  it('gives the place of a run that waits for a person to the next one', async () => {
    const { id } = await test.branch();
    test.mock.reply(look(9));
    const run = await test.ended(await test.runs.start(id, test.openai, limits));
    expect(run.status).toBe('waiting');
    const other = await running();
    expect(await answer(run, 'c9')).toMatchObject({ status: 'queued' });
    await test.runs.cancel(other.run.id);
    expect(await test.ended(run)).toMatchObject({ status: 'done' });
  });

  it('lets go of who is cancelled, paused or deleted in it', async () => {
    const first = await running();
    const branches = [await test.branch(), await test.branch(), await test.branch()];
    const [b, c, d] = await Promise.all(
      branches.map(({ id }) => test.runs.start(id, test.openai, limits)),
    );
    if (!b || !c || !d) throw new Error('Three were started');
    expect(await test.runs.cancel(b.id)).toMatchObject({ status: 'cancelled', steps: 0 });
    expect(await test.runs.pause(c.id)).toMatchObject({ status: 'paused', endedAt: null });
    await test.runs.stopOn(d.traceId);
    expect(await test.runs.get(d.id)).toMatchObject({ status: 'cancelled' });
    await test.runs.cancel(first.run.id);
    await test.runs.idle();
    expect(test.mock.requests).toHaveLength(1);
    expect((await test.runs.goOn(c.id, {})).status).toBe('running');
    expect(await test.ended(c)).toMatchObject({ status: 'done' });
  });

  it('is empty after a restart, and who stood in it can go on', async () => {
    await running();
    const { id } = await test.branch();
    const queued = await test.runs.start(id, test.openai, limits);
    test.runs.stop();
    await sweep(test.app);
    expect(await test.runs.get(queued.id)).toMatchObject({
      ...{ status: 'interrupted', reason: 'The server was stopped.' },
    });
    await test.runs.idle();
    test.runs = test.registry();
    await test.runs.goOn(queued.id, {});
    expect(await test.ended(queued)).toMatchObject({ status: 'done' });
  });
});

describe('limits', () => {
  it('of time end a model call in the middle, and count over continues', async () => {
    const { id, run } = await running({ maxSeconds: 1 });
    const late = await test.ended(run);
    expect(late).toMatchObject({
      ...{ status: 'limit', limit: 'time', steps: 1 },
      reason: 'Stopped after 1 s of running. What had come is kept.',
    });
    expect(test.own(id).at(-1)).toMatchObject({ kind: 'model-call', unfinished: true });
    expect(test.talkAt(id, 5, 'after').at(-1)).toEqual(textMessage('assistant', 'one two three '));
    await test.runs.goOn(run.id, {});
    expect(await test.ended(run)).toMatchObject({ status: 'limit', limit: 'time', steps: 1 });
    await test.runs.goOn(run.id, { limits: { ...limits, maxSeconds: 60 } });
    expect(await test.ended(run)).toMatchObject({ status: 'done', limit: null, steps: 2 });
    expect(test.body(1)).toEqual(test.body(0));
    await sound(id);
  });

  it.each([
    [{ maxSteps: 1 }, 'steps', 'Stopped after one model call.'],
    [{ maxTokens: 18 }, 'tokens', '18 tokens are used, of at most 18'],
    [{ maxCostUsd: 0.000001 }, 'cost', 'are used, of at most $0.000001'],
  ])('%o end a run before its next model call', async (limit, name, words) => {
    const { id } = await test.branch();
    const endpoint = await test.endpoint({ kind: 'openai-chat', model: 'gpt-4o' });
    test.mock.reply(look(2));
    const run = await test.runs.start(id, endpoint, { maxSteps: 5, ...limit });
    const ended = await test.ended(run);
    expect(ended).toMatchObject({ status: 'limit', limit: name, steps: 1 });
    expect(ended.reason).toContain(words);
    expect(ended.usage).toMatchObject({ inputTokens: 11, outputTokens: 7 });
    expect(ended.usage.costUsd).toBeCloseTo(11 * 2.5e-6 + 7 * 1e-5, 12);
    expect(ended.egress).toEqual([new URL(test.mock.url).host]);
    expect(test.kinds(id)).toEqual(['edit', 'model-call', 'tool-call', 'tool-result']);
    await test.runs.goOn(run.id, { limits });
    expect(await test.ended(run)).toMatchObject({
      ...{ status: 'done', steps: 2, limit: null, reason: null },
      usage: { inputTokens: 22, outputTokens: 14 },
    });
    await sound(id);
  });

  it('of cost end a run whose price nobody knows, and say so', async () => {
    const { id } = await test.branch();
    test.mock.reply(look(2));
    const run = await test.runs.start(id, test.openai, { maxSteps: 5, maxCostUsd: 1 });
    const ended = await test.ended(run);
    expect(ended).toMatchObject({ status: 'limit', limit: 'cost', usage: { costUsd: null } });
    expect(ended.reason).toContain('price of a call is not known');
    await test.runs.goOn(run.id, {});
    expect((await test.ended(run)).steps).toBe(1);
  });

  it('bind no scripted model, which uses nothing', async () => {
    const { id } = await test.branch(0, []);
    const run = await test.runs.start(id, scripted, { ...limits, maxTokens: 1, maxCostUsd: 0.01 });
    expect(await test.ended(run)).toMatchObject({
      status: 'done',
      usage: { inputTokens: null, outputTokens: null, costUsd: null },
      egress: [],
    });
  });
});

describe('pause', () => {
  it('stops after the step, not in it', async () => {
    const { id } = await test.branch();
    test.mock.reply({ ...look(2), text: 'a b c d ', pieceMs: 20 });
    const run = await test.runs.start(id, test.openai, limits);
    await test.came(run, 'a');
    expect(await test.runs.pause(run.id)).toMatchObject({ status: 'running', pausing: true });
    const paused = await test.ended(run);
    expect(paused).toMatchObject({ status: 'paused', pausing: false, endedAt: null, steps: 1 });
    expect(paused.reason).toContain('Paused');
    expect(test.kinds(id)).toEqual(['edit', 'model-call', 'tool-call', 'tool-result']);
    expect(await test.runs.pause(run.id)).toMatchObject({ status: 'paused' });
    await test.runs.goOn(run.id, {});
    expect(await test.ended(run)).toMatchObject({ status: 'done', steps: 2, id: run.id });
    expect(await test.runs.pause(run.id)).toMatchObject({ status: 'done' });
  });

  it('keeps the stream open, so that a second reader sees it go on', async () => {
    const { id } = await test.branch();
    test.mock.reply({ ...look(2), text: 'a b c d ', pieceMs: 20 });
    const run = await test.runs.start(id, test.openai, limits);
    const isDone = (update: RunUpdate) => update.type === 'run' && update.run.status === 'done';
    const readers = [test.seen(run, isDone), test.seen(run, isDone)];
    await test.runs.pause(run.id);
    await test.ended(run);
    await test.runs.goOn(run.id, {});
    const [one, other] = (await Promise.all(readers)).map((updates) =>
      updates.filter(({ type }) => type !== 'partial'),
    );
    expect(one?.length).toBeGreaterThan(5);
    expect(other).toEqual(one);
  });
});

describe('continue', () => {
  it('goes on after a cancel without the cut reply, with edits as an event of their own', async () => {
    const { id, run } = await running();
    await test.runs.cancel(run.id);
    const edits: ForkEdit[] = [
      { type: 'append-user', text: 'and hurry' },
      { type: 'message', index: 2, message: textMessage('assistant', 'changed') },
      { type: 'remove-message', index: 1 },
    ];
    const endpoint = await test.endpoint({ name: 'Second', model: 'm-3' });
    await test.runs.goOn(run.id, { edits, endpoint, limits: { maxSteps: 3 } });
    expect(await test.ended(run)).toMatchObject({
      ...{ id: run.id, status: 'done', steps: 2, limits: { maxSteps: 3 } },
      endpoint: { id: endpoint.id, label: 'Second', model: 'm-3' },
    });
    expect(test.kinds(id)).toEqual(['edit', 'model-call', 'edit', 'model-call']);
    expect(test.own(id)[2]).toMatchObject({ kind: 'edit', type: 'edit', edits });
    const said = test.body(1).messages.map(({ content }: { content: unknown }) => content);
    expect(said.slice(-2)).toEqual(['changed', 'and hurry']);
    expect(test.body(1).model).toBe('m-3');
    await sound(id);
  });

  it('stores no message anew that only moved', async () => {
    const { id, run } = await running();
    await test.runs.cancel(run.id);
    const pool = () => test.talkAt(id, 0, 'after').length;
    const messages = `SELECT count(*) FROM "Message" WHERE "traceId" = ?`;
    const count = () => test.store.raw.prepare(messages).pluck().get(id);
    const [before, first] = [count(), pool()];
    const edits: ForkEdit[] = [{ type: 'insert-messages', index: 0, messages: [] }];
    await expect(
      test.runs.goOn(run.id, { edits: [{ type: 'remove-message', index: 99 }] }),
    ).rejects.toMatchObject({ code: 'bad_request' });
    expect(test.kinds(id)).toEqual(['edit', 'model-call']);
    await test.runs.goOn(run.id, {
      edits: [...edits, { type: 'message', index: 0, message: textMessage('user', 'other') }],
    });
    await test.ended(run);
    // The changed one and the reply.
    expect(Number(count()) - Number(before)).toBe(2);
    expect(pool()).toBe(first);
    await sound(id);
  });

  it.each(['cut', 'fail'] as const)('goes on after a call that was %s', async (how) => {
    const { id } = await test.branch();
    test.mock.reply(how === 'cut' ? { text: 'half ', ending: 'cut' } : { status: 401 });
    const run = await test.runs.start(id, test.openai, limits);
    expect(await test.ended(run)).toMatchObject({ status: 'failed' });
    await test.runs.goOn(run.id, {});
    expect(await test.ended(run)).toMatchObject({ status: 'done', failure: null, steps: 2 });
    expect(test.body(1)).toEqual(test.body(0));
    const { usage } = await test.runs.get(run.id);
    expect(usage.inputTokens).toBe(how === 'cut' ? null : 11);
    await sound(id);
  });

  it('is refused while it is on, waits, is done, or was taken over', async () => {
    const refused = { code: 'conflict' };
    const { id, run } = await running();
    await expect(test.runs.goOn(run.id, {})).rejects.toMatchObject(refused);
    await test.runs.cancel(run.id);
    test.mock.reply(look(9), { text: 'done' });
    const second = await test.ended(await test.runs.start(id, test.openai, limits));
    await expect(test.runs.goOn(run.id, {})).rejects.toMatchObject(refused);
    await expect(test.runs.goOn(second.id, {})).rejects.toMatchObject(refused);
    await answer(second, 'c9');
    await test.ended(second);
    await expect(test.runs.goOn(second.id, {})).rejects.toMatchObject(refused);
  });

  it('of an endpoint that is gone names it before anything is written', async () => {
    const { id, run } = await running();
    await test.runs.cancel(run.id);
    await test.store.prisma.endpoint.deleteMany();
    const edits: ForkEdit[] = [{ type: 'append-user', text: 'more' }];
    await expect(test.runs.goOn(run.id, { edits })).rejects.toMatchObject({ code: 'not_found' });
    expect(test.kinds(id)).toEqual(['edit', 'model-call']);
    expect(await test.runs.get(run.id)).toMatchObject({ status: 'cancelled' });
  });
});

it('of the time before endpoints were stored is shown, and goes on with a chosen one', async () => {
  const { run } = await running();
  await test.runs.cancel(run.id);
  const shown = { kind: 'openai-compatible', label: 'a.example', model: 'm', host: 'a.example' };
  const choice = { kind: 'openai-compatible', baseUrl: 'https://a.example', model: 'm' };
  const endpoint = JSON.stringify({ shown, choice, typedKey: true });
  await test.store.prisma.run.update({ where: { id: run.id }, data: { endpoint, used: null } });
  expect((await test.runs.get(run.id)).endpoint).toMatchObject(shown);
  await expect(test.runs.goOn(run.id, {})).rejects.toMatchObject({ code: 'bad_request' });
  await test.runs.goOn(run.id, { endpoint: test.openai });
  expect(await test.ended(run)).toMatchObject({ status: 'done', endpoint: { label: 'Mock' } });
});

it('tells of retries, with the time of the next one', async () => {
  let go = () => {};
  const wait = () =>
    new Promise<void>((done) => {
      go = done;
    });
  test.runs = test.registry({ wait });
  const { id } = await test.branch();
  test.mock.reply({ status: 429, headers: { 'retry-after': '30' } }, { text: 'Now.' });
  const run = await test.runs.start(id, test.openai, limits);
  const retrying = await test.follow(run, ({ activity }) => activity?.type === 'retrying');
  expect(retrying.activity).toMatchObject({
    ...{ type: 'retrying', attempt: 2, of: 3, failure: { code: 'rate-limited', status: 429 } },
  });
  expect((await test.runs.get(run.id)).activity).toEqual(retrying.activity);
  go();
  expect(await test.ended(run)).toMatchObject({ status: 'done', activity: null });
  const rows = await test.store.prisma.exchange.findMany({ orderBy: { attempt: 'asc' } });
  expect(rows.map(({ attempt, status }) => [attempt, status])).toEqual([
    [1, 429],
    [2, 200],
  ]);
});
