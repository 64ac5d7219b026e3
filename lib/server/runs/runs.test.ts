import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Run, RunUpdate } from '@/lib/api/run-contract';
import { readOutline } from '@/lib/db/read-outline';
import { formats } from '@/lib/formats/index';
import { runImport } from '@/lib/server/import/run-import';
import { openTestApp } from '@/lib/server/test-app';
import { removeTrace } from '@/lib/server/traces/change-trace';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import type { EventOf } from '@/lib/trace/event';
import { textMessage } from '@/lib/trace/message';
import { RunRegistry } from './run-registry';
import { ask, RunsTest, scripted } from './runs.testing';

let test: RunsTest;

beforeEach(async () => {
  test = await RunsTest.open({ wait: async () => undefined });
});
afterEach(() => test.close());

const limits = { maxSteps: 8 };
const ended = (run: Run) => test.ended(run);
const sound = async (id: string) => expect(await test.broken(id)).toEqual([]);
const dump = (id: string) =>
  JSON.stringify([
    test.store.raw.prepare(`SELECT * FROM "Event" WHERE "traceId" = ?`).all(id),
    test.store.raw.prepare(`SELECT * FROM "Message" WHERE "traceId" = ?`).all(id),
    test.store.raw.prepare(`SELECT * FROM "Trace" WHERE "id" = ?`).all(id),
  ]);

describe('a run over HTTP', () => {
  it('answers from the recording, then by hand, and goes on to its end', async () => {
    const { id, parent } = await test.branch();
    const before = dump(parent);
    test.mock.reply(
      {
        text: 'I look. ',
        calls: [
          { name: 'look', arguments: { q: 2 }, id: 'c1' },
          { name: 'look', arguments: { q: 3 }, id: 'c2' },
        ],
      },
      { text: 'Both found.', usage: { input: 100, output: 5 } },
    );
    const run = await test.runs.start(id, test.openai, limits);
    expect(run).toMatchObject({ status: 'running', endpoint: { model: 'm-2' } });
    const waiting = await ended(run);
    expect(waiting).toMatchObject({ status: 'waiting', pending: [{ callId: 'c2', tool: 'look' }] });
    expect(waiting.pending[0]?.suggestions.map(({ output }) => output)).toContain('found 2');
    expect(test.kinds(id)).toEqual(['edit', 'model-call', 'tool-call', 'tool-result', 'tool-call']);
    expect(test.body(0)).toMatchObject({
      model: 'm-2',
      temperature: 0.5,
      stream: true,
      messages: [
        { role: 'system', content: 'You help.' },
        { role: 'user', content: 'find the other one' },
        { role: 'assistant', tool_calls: [{ id: 'p1' }] },
        { role: 'tool', tool_call_id: 'p1', content: 'found 1' },
      ],
      tools: [{ function: { name: 'look' } }],
    });
    expect(test.mock.requests[0]?.headers.authorization).toBe('Bearer sk-secret-key');

    const given = { callId: 'c2', output: { by: 'me' }, isError: false };
    const [first, second] = await Promise.allSettled([
      test.runs.answer(run.id, given),
      test.runs.answer(run.id, given),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } });
    expect(await ended(run)).toMatchObject({ status: 'done', steps: 2, pending: [] });
    expect(test.body(1).messages.slice(-2)).toEqual([
      { role: 'tool', tool_call_id: 'c1', content: 'found 2' },
      { role: 'tool', tool_call_id: 'c2', content: '{"by":"me"}' },
    ]);
    const results = test
      .own(id)
      .filter((event): event is EventOf<'tool-result'> => event.kind === 'tool-result');
    expect(results.map(({ provenance }) => provenance)).toEqual([
      { by: 'recording', seq: 6 },
      { by: 'hand' },
    ]);
    const trace = await findTrace(test.store, id);
    expect(trace).toMatchObject({ outcome: 'ok', totals: { inputTokens: 111, outputTokens: 12 } });
    expect(dump(parent)).toBe(before);
    await sound(id);
  });

  it('keeps exchanges without the key, and the key nowhere', async () => {
    const { id } = await test.branch();
    await ended(await test.runs.start(id, test.openai, limits));
    const [exchange] = await test.store.prisma.exchange.findMany();
    expect(exchange).toMatchObject({ step: 1, status: 200 });
    expect(exchange?.request).toContain('find the other one');
    const rows = await test.store.prisma.run.findMany();
    expect(JSON.stringify([exchange, rows])).not.toContain('sk-secret-key');
  });

  it('refuses a private address that nobody allowed, before anything is stored', async () => {
    const { id } = await test.branch(3, []);
    const { openai } = test;
    // Such as a server that was started with RETAKE_ALLOW_PRIVATE_ENDPOINTS, and later without.
    const data = { allowPrivate: false };
    await test.store.prisma.endpoint.update({ where: { id: openai.id }, data });
    const start = test.runs.start(id, openai, limits);
    await expect(start).rejects.toMatchObject({ code: 'egress_blocked' });
    expect(await test.store.prisma.run.count()).toBe(0);
    expect(test.mock.requests).toEqual([]);
  });

  it('cancels within 500 ms, closes the socket, keeps what came and goes on later', async () => {
    const { id } = await test.branch();
    test.mock.reply({ text: 'one two three ', ending: 'stall' });
    const run = await test.runs.start(id, test.openai, limits);
    let text = '';
    for await (const update of test.runs.updates(run.id, undefined)) {
      if (update.type === 'partial') text = update.text;
      if (text.includes('three')) break;
    }
    const asked = Date.now();
    const cancelled = await test.runs.cancel(run.id);
    expect(Date.now() - asked).toBeLessThan(500);
    expect(cancelled.status).toBe('cancelled');
    const closed = await test.mock.requests[0]?.closed;
    expect((closed ?? Number.POSITIVE_INFINITY) - asked).toBeLessThan(500);
    expect(test.own(id).at(-1)).toMatchObject({ kind: 'model-call', unfinished: true });
    expect(test.talkAt(id, 5, 'after').at(-1)).toEqual(textMessage('assistant', 'one two three '));

    test.mock.reply({ text: 'Again.' });
    expect(await ended(await test.runs.start(id, test.openai, limits))).toMatchObject({
      status: 'done',
    });
    expect(test.body(1).messages).toEqual(test.body(0).messages);
    await sound(id);
  });

  it.each(['cut', 'end'] as const)(
    'keeps a reply that was cut (%s) and says why',
    async (ending) => {
      const { id } = await test.branch();
      test.mock.reply({ text: 'half a ', ending });
      const failed = await ended(await test.runs.start(id, test.openai, limits));
      expect(failed.status).toBe('failed');
      expect(failed.reason).toContain('in the middle. What had come is kept.');
      expect(failed.failure).toMatchObject({
        code: 'cut',
        kept: expect.stringContaining('is kept'),
      });
      expect(test.kinds(id)).toEqual(['edit', 'model-call', 'error']);
      expect(test.talkAt(id, 5, 'after').at(-1)).toEqual(textMessage('assistant', 'half a '));
      expect((await findTrace(test.store, id)).outcome).toBe('failed');
      // The next call is asked without the half reply.
      await ended(await test.runs.start(id, test.openai, limits));
      expect(test.body(1).messages).toEqual(test.body(0).messages);
      await sound(id);
    },
  );

  it.each([
    [{ status: 401, message: 'bad key sk-secret-key' }, 'unauthorized', 'accept the key', 1],
    [{ status: 404, message: 'no model m-2' }, 'no-model', 'no model m-2', 1],
    [{ status: 429, headers: { 'retry-after': '7' } }, 'rate-limited', 'in 7 s', 3],
    [{ status: 429, headers: { 'retry-after': '700' } }, 'rate-limited', 'in 700 s', 1],
    [{ status: 500 }, 'upstream', 'failed (500)', 3],
    [{ status: 400, message: 'maximum context length is 9' }, 'too-long', 'too long', 1],
  ])('turns %o into a failure that says what to do', async (reply, code, words, calls) => {
    const { id } = await test.branch();
    test.mock.reply(reply, reply, reply);
    const run = await test.runs.start(id, test.openai, limits);
    const failed = await ended(run);
    expect(failed).toMatchObject({ status: 'failed', reason: expect.stringContaining(words) });
    const { status, headers } = { headers: {}, ...reply };
    expect(failed.failure).toMatchObject({ code, status, kept: null });
    const { retryAt } = failed.failure ?? {};
    const seconds = Number('retry-after' in headers ? headers['retry-after'] : Number.NaN);
    if (seconds > 0) {
      const from = Date.parse(failed.endedAt ?? '') / 1000;
      expect(Math.abs(Date.parse(retryAt ?? '') / 1000 - from - seconds)).toBeLessThan(2);
    } else expect(retryAt).toBeNull();
    expect(test.own(id).at(-1)).toMatchObject({ kind: 'error', error: { type: code } });
    expect(JSON.stringify([test.own(id), failed])).not.toContain('sk-secret-key');
    expect(test.mock.requests).toHaveLength(calls);
    const exchanges = await test.store.prisma.exchange.findMany({ orderBy: { attempt: 'asc' } });
    expect(exchanges.map(({ step, attempt }) => [step, attempt])).toEqual(
      [1, 2, 3].slice(0, calls).map((attempt) => [1, attempt]),
    );
  });

  it('shows everything to a reader who comes back', async () => {
    const { id } = await test.branch();
    test.mock.reply({ text: 'a b c d e f g h i j ', pieceMs: 20, ending: 'stall' });
    const run = await test.runs.start(id, test.openai, limits);
    const seen: RunUpdate[] = [];
    for await (const update of test.runs.updates(run.id, undefined)) {
      seen.push(update);
      if (update.type === 'partial' && update.text.includes('e')) break;
    }
    const again = test.runs.updates(run.id, 4);
    const first = await again.next();
    expect(first.value).toMatchObject({ type: 'partial', text: expect.stringContaining('a b c') });
    expect(seen[0]).toMatchObject({ type: 'event', event: { seq: 4, kind: 'edit' } });
    await test.runs.cancel(run.id);
    const rest: RunUpdate[] = [];
    for await (const update of again) rest.push(update);
    expect(rest.filter(({ type }) => type === 'event')).toMatchObject([{ event: { seq: 5 } }]);
    expect(rest.at(-1)).toMatchObject({ type: 'run', run: { status: 'cancelled' } });
  });
});

describe('the scripted model', () => {
  it('repeats the parent, word for word, where nothing was edited', async () => {
    const { id, parent } = await test.branch(0, []);
    expect(await ended(await test.runs.start(id, scripted, limits))).toMatchObject({
      status: 'done',
    });
    const hashes = (trace: string) =>
      readOutline(test.store, findLineage(test.store, trace))
        .filter(({ kind }) => kind !== 'edit')
        .map(({ hash }) => hash);
    expect(hashes(id)).toEqual(hashes(parent));
    await sound(id);
  });

  it('repeats a real recording whose prompts spell failed results otherwise', async () => {
    const sample = openTestApp((job, post) => ({
      ended: runImport(job, formats, post),
      stop: () => undefined,
    }));
    try {
      const bytes = readFileSync(new URL('../../samples/refund-bad.otlp.json', import.meta.url));
      const { traces } = await sample.upload(bytes);
      const parent = traces[0]?.id ?? '';
      const fork = { id: parent, seq: 0, side: 'after' as const, edits: [] };
      const { id } = await forkTrace(sample.store, fork);
      const options = { allowPrivate: false, pieceMs: 0, now: () => new Date() };
      const there = new RunRegistry(sample.store, options);
      await there.start(id, scripted, { maxSteps: 50 });
      await there.idle();
      const replies = (trace: string) =>
        readOutline(sample.store, findLineage(sample.store, trace))
          .filter(({ kind }) => kind === 'model-call')
          .map(({ hash }) => hash);
      expect(replies(id)).toEqual(replies(parent));
    } finally {
      await sample.close();
    }
  });

  it('repeats the parent from within a set of calls', async () => {
    const { id } = await test.branch(2, []);
    expect(await ended(await test.runs.start(id, scripted, limits))).toMatchObject({
      status: 'done',
    });
    expect(test.own(id)[1]).toMatchObject({ kind: 'tool-result', call: 2, provenance: { seq: 3 } });
  });

  it('quotes the edit, waits for the call that nobody recorded, and finishes', async () => {
    const { id } = await test.branch();
    const run = await test.runs.start(id, scripted, limits);
    const waiting = await ended(run);
    expect(waiting.status).toBe('waiting');
    expect(JSON.stringify(test.talkAt(id, 5, 'after').at(-1))).toContain('find the other one');
    const [call] = waiting.pending;
    // Another process: the run is only what is stored.
    test.runs = test.registry();
    await test.runs.answer(run.id, {
      callId: call?.callId ?? '',
      output: 'by hand',
      isError: false,
    });
    expect(await ended(run)).toMatchObject({ status: 'done', steps: 2 });
    const last = JSON.stringify(test.talkAt(id, test.own(id).at(-1)?.seq ?? 0, 'after').at(-1));
    expect(last).toContain('found 2');
    expect(last).toContain('by hand');
  });
});

describe('a branch', () => {
  it('runs once at a time, and only if it is one', async () => {
    const { id, parent } = await test.branch();
    test.mock.reply({ text: 'x ', ending: 'stall' });
    const run = await test.runs.start(id, test.openai, limits);
    await expect(test.runs.start(id, scripted, limits)).rejects.toMatchObject({ code: 'conflict' });
    await expect(test.runs.start(parent, scripted, limits)).rejects.toMatchObject({
      code: 'bad_request',
    });
    const empty = await test.branch(0, [], { side: 'before' });
    await expect(test.runs.start(empty.id, scripted, limits)).rejects.toMatchObject({
      message: expect.stringContaining('no message'),
    });
    await test.runs.cancel(run.id);
  });

  it('takes up its open calls in a new run, and ends the one that waited', async () => {
    const { id } = await test.branch();
    test.mock.reply({ calls: [{ name: 'look', arguments: { q: 9 }, id: 'c9' }] });
    const first = await ended(await test.runs.start(id, test.openai, limits));
    const second = await ended(await test.runs.start(id, test.openai, limits));
    expect(second).toMatchObject({ status: 'waiting', pending: [{ callId: 'c9' }] });
    expect(await test.runs.get(first.id)).toMatchObject({ status: 'cancelled' });
    expect(test.mock.requests).toHaveLength(1);
  });

  it('takes one answer of two that are given at once', async () => {
    const { id } = await test.branch();
    test.mock.reply(
      { calls: [{ name: 'look', arguments: { q: 9 }, id: 'c9' }] },
      { text: 'Thanks.' },
    );
    const run = await ended(await test.runs.start(id, test.openai, limits));
    const answers = await Promise.allSettled(
      [1, 2].map((output) => test.runs.answer(run.id, { callId: 'c9', output, isError: false })),
    );
    expect(answers).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'conflict' } },
    ]);
    expect(await ended(run)).toMatchObject({ status: 'done' });
    expect(test.kinds(id).filter((kind) => kind === 'tool-result')).toHaveLength(1);
  });

  it.each(['answer', 'cancel'] as const)(
    'stays cancelled, also with the %s first',
    async (first) => {
      const { id } = await test.branch();
      test.mock.reply({ calls: [{ name: 'look', arguments: { q: 9 }, id: 'c9' }] });
      test.mock.reply({ text: 'a b ', ending: 'stall' });
      const run = await ended(await test.runs.start(id, test.openai, limits));
      const acts = {
        answer: () => test.runs.answer(run.id, { callId: 'c9', output: 1, isError: false }),
        cancel: () => test.runs.cancel(run.id),
      };
      const second = first === 'answer' ? 'cancel' : 'answer';
      await Promise.allSettled([acts[first](), acts[second]()]);
      await test.runs.idle();
      expect(await test.runs.get(run.id)).toMatchObject({ status: 'cancelled' });
      // A run that still went on would be told so.
      await ended(await test.runs.start(id, scripted, limits));
      await sound(id);
    },
  );

  it('that is deleted stops its run, and asks no model any more', async () => {
    const { id } = await test.branch();
    test.mock.reply({ text: 'x ', ending: 'stall' });
    const run = await test.runs.start(id, test.openai, limits);
    while (test.mock.requests.length === 0) await new Promise((done) => setTimeout(done, 5));
    await removeTrace(test.store, id);
    await test.runs.stopOn(id);
    await test.runs.idle();
    expect(await test.runs.get(run.id)).toMatchObject({ status: 'cancelled' });
    await expect(test.runs.start(id, test.openai, limits)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('goes on over a restart: all that it needs is stored', async () => {
    const { id } = await test.branch();
    test.mock.reply({ calls: [{ name: 'look', arguments: { q: 9 }, id: 'c9' }] });
    const run = await ended(await test.runs.start(id, test.openai, limits));
    test.runs = test.registry();
    await test.runs.answer(run.id, { callId: 'c9', output: 1, isError: false });
    expect(await ended(run)).toMatchObject({ status: 'done', steps: 2 });
    expect(test.body(1).messages.at(-1)).toMatchObject({ tool_call_id: 'c9', content: '1' });
    expect(test.mock.requests[1]?.headers.authorization).toBe('Bearer sk-secret-key');
  });

  it('of a branch takes from its grandparent what its parent left', async () => {
    const { id } = await test.branch(0, ask);
    test.mock.reply({ calls: [{ name: 'look', arguments: { q: 1 }, id: 'a' }] }, { text: 'One.' });
    await ended(await test.runs.start(id, test.openai, limits));
    const { id: grandchild } = await forkTrace(test.store, {
      ...{ id, seq: test.own(id).at(-1)?.seq ?? 0, side: 'after' },
      edits: [{ type: 'append-user', text: 'and the others' }],
    });
    const asks = [1, 2].map((q) => ({ name: 'look', arguments: { q }, id: `g${q}` }));
    test.mock.reply({ calls: asks });
    const run = await ended(await test.runs.start(grandchild, test.openai, limits));
    expect(run.pending.map(({ callId }) => callId)).toEqual(['g1']);
    await sound(grandchild);
  });
});
