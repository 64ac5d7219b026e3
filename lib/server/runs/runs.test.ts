import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MockOpenai } from '@/e2e/support/mock-openai';
import type { EndpointChoice, Run, RunUpdate } from '@/lib/api/run-contract';
import { readEvents } from '@/lib/db/read-event';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import { sqliteBulkWriter } from '@/lib/db/sqlite-bulk-writer';
import { storedTraceSink } from '@/lib/db/stored-trace-sink';
import { formats } from '@/lib/formats/index';
import { conversationAt } from '@/lib/replay/conversation-at';
import { runImport } from '@/lib/server/import/run-import';
import { newId } from '@/lib/server/new-id';
import { sha256 } from '@/lib/server/sha256';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { removeTrace } from '@/lib/server/traces/change-trace';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { type Conversation, type EventDraft, TraceBuilder } from '@/lib/trace/builder';
import type { EventOf } from '@/lib/trace/event';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { brokenInvariants } from '@/lib/trace/invariants';
import { textMessage } from '@/lib/trace/message';
import { RunRegistry } from './run-registry';

let app: TestApp;
let runs: RunRegistry;
let mock: MockOpenai;

beforeEach(async () => {
  app = openTestApp();
  runs = registry();
  mock = await MockOpenai.start();
});

afterEach(async () => {
  runs.stop();
  await runs.idle();
  await mock.stop();
  await app.close();
});

const registry = () =>
  new RunRegistry(app.store, { allowPrivate: false, pieceMs: 1, now: () => new Date() });

const openai = (more: object = {}): EndpointChoice => ({
  ...{ kind: 'openai-compatible', baseUrl: mock.url, model: 'm-2', apiKey: 'sk-secret-key' },
  allowPrivate: true,
  ...more,
});
const scripted: EndpointChoice = { kind: 'scripted' };
const limits = { maxSteps: 8 };

/** 0 user, 1 call look(q 1), 2 its event, 3 result, 4 call look(q 2), 5 its event, 6 result, 7 the end */
async function parentTrace(): Promise<string> {
  const id = newId();
  const writer = sqliteBulkWriter(app.store.raw, { now: () => new Date() });
  const trace = {
    uploadId: null,
    partKey: '',
    parentId: null,
    forkSeq: null,
    poolBase: 0,
    fork: null,
  };
  writer.trace({ id, name: 'parent', format: 'talk', ...trace });
  const builder = new TraceBuilder(sha256, storedTraceSink(writer, id));
  let now: Conversation | null = builder.root;
  const add = (draft: EventDraft) => {
    now = builder.add({ ...draft, conversation: now }).conversation;
  };
  const common = { lane: 'main', records: [] };
  const model = { ...common, kind: 'model-call' as const, type: 'call', name: 'm-1', model: 'm-1' };
  const system = [{ type: 'text' as const, text: 'You help.' }];
  const tools = [{ name: 'look', schema: { type: 'object' } }];
  const told = { usage: null, costUsd: null, finishReason: null };
  const setup = { system, tools, model: 'm-1', parameters: { temperature: 0.5 } };
  const says = [textMessage('user', 'find it')];
  add({ ...common, kind: 'message', type: 'user', role: 'user', says });
  for (const [q, seq] of [[1, 2] as const, [2, 5] as const]) {
    const part = { type: 'tool-call' as const, callId: `p${q}`, tool: 'look', input: { q } };
    add({ ...model, ...told, setup, says: [{ role: 'assistant', parts: [part] }] });
    const { callId, tool, input } = part;
    add({ ...common, kind: 'tool-call', type: 'call', name: tool, tool, callId, input });
    const result = { type: 'tool-result' as const, callId, output: `found ${q}` };
    const says = [{ role: 'tool' as const, parts: [result] }];
    add({
      ...common,
      kind: 'tool-result',
      type: 'result',
      name: tool,
      tool,
      callId,
      call: seq,
      says,
    });
  }
  add({ ...model, ...told, setup, says: [textMessage('assistant', 'the end')] });
  builder.finish({ name: 'parent', format: 'talk', outcome: 'failed', timeQuality: 'none' });
  writer.ready([id]);
  return id;
}

async function branch(seq: number, edits: ForkEdit[] = [], side: 'before' | 'after' = 'after') {
  const parent = await parentTrace();
  const { id } = await forkTrace(app.store, { id: parent, seq, side, edits });
  return { parent, id };
}

const ask: ForkEdit[] = [{ type: 'replace-last-user', text: 'find the other one' }];

async function follow(run: Run, stop: (run: Run) => boolean): Promise<Run> {
  for await (const update of runs.updates(run.id, undefined)) {
    if (update.type === 'run' && stop(update.run)) return update.run;
  }
  return runs.get(run.id);
}
const ended = (run: Run) => follow(run, ({ status }) => status !== 'running');

const own = (id: string) => {
  const lineage = findLineage(app.store, id);
  const fork = lineage.segments.at(-1)?.fromSeq ?? 0;
  return [...readEvents(app.store.raw, lineage, fork)];
};
const kinds = (id: string) => own(id).map(({ kind }) => kind);
const talkAt = (id: string, seq: number, side: 'before' | 'after') => {
  const lineage = findLineage(app.store, id);
  const pool = [...readMessages(app.store.raw, lineage)];
  return (conversationAt(readOutline(app.store, lineage), seq, side) ?? []).map(
    ({ position }) => pool[position]?.message,
  );
};
const bodyOf = (at: number) => JSON.parse(mock.requests[at]?.body ?? 'null');
const sound = async (id: string) => {
  const trace = await findTrace(app.store, id);
  const outline = readOutline(app.store, findLineage(app.store, id));
  expect(brokenInvariants({ ...trace, sourceId: null }, outline)).toEqual([]);
};
const dump = (id: string) =>
  JSON.stringify([
    app.store.raw.prepare(`SELECT * FROM "Event" WHERE "traceId" = ?`).all(id),
    app.store.raw.prepare(`SELECT * FROM "Message" WHERE "traceId" = ?`).all(id),
    app.store.raw.prepare(`SELECT * FROM "Trace" WHERE "id" = ?`).all(id),
  ]);

describe('a run over HTTP', () => {
  it('answers from the recording, then by hand, and goes on to its end', async () => {
    const { id, parent } = await branch(3, ask);
    const before = dump(parent);
    mock.reply(
      {
        text: 'I look. ',
        calls: [
          { name: 'look', arguments: { q: 2 }, id: 'c1' },
          { name: 'look', arguments: { q: 3 }, id: 'c2' },
        ],
      },
      { text: 'Both found.', usage: { input: 100, output: 5 } },
    );
    const run = await runs.start(id, openai(), limits);
    expect(run).toMatchObject({ status: 'running', endpoint: { model: 'm-2' } });
    const waiting = await ended(run);
    expect(waiting).toMatchObject({ status: 'waiting', pending: [{ callId: 'c2', tool: 'look' }] });
    expect(waiting.pending[0]?.suggestions.map(({ output }) => output)).toContain('found 2');
    expect(kinds(id)).toEqual(['edit', 'model-call', 'tool-call', 'tool-result', 'tool-call']);
    expect(bodyOf(0)).toMatchObject({
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
    expect(mock.requests[0]?.headers.authorization).toBe('Bearer sk-secret-key');

    const given = { callId: 'c2', output: { by: 'me' }, isError: false };
    const [first, second] = await Promise.allSettled([
      runs.answer(run.id, given),
      runs.answer(run.id, given),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } });
    expect(await ended(run)).toMatchObject({ status: 'done', steps: 2, pending: [] });
    expect(bodyOf(1).messages.slice(-2)).toEqual([
      { role: 'tool', tool_call_id: 'c1', content: 'found 2' },
      { role: 'tool', tool_call_id: 'c2', content: '{"by":"me"}' },
    ]);
    const results = own(id).filter(
      (event): event is EventOf<'tool-result'> => event.kind === 'tool-result',
    );
    expect(results.map(({ provenance }) => provenance)).toEqual([
      { by: 'recording', seq: 6 },
      { by: 'hand' },
    ]);
    const trace = await findTrace(app.store, id);
    expect(trace).toMatchObject({ outcome: 'ok', totals: { inputTokens: 111, outputTokens: 12 } });
    expect(dump(parent)).toBe(before);
    await sound(id);
  });

  it('keeps exchanges without the key, and the key nowhere', async () => {
    const { id } = await branch(3, ask);
    await ended(await runs.start(id, openai(), limits));
    const [exchange] = await app.store.prisma.exchange.findMany();
    expect(exchange).toMatchObject({ step: 1, status: 200 });
    expect(exchange?.request).toContain('find the other one');
    const rows = await app.store.prisma.run.findMany();
    expect(JSON.stringify([exchange, rows])).not.toContain('sk-secret-key');
  });

  it('refuses a private address that nobody allowed, before anything is stored', async () => {
    const { id } = await branch(3);
    const start = runs.start(id, openai({ allowPrivate: false }), limits);
    await expect(start).rejects.toMatchObject({ code: 'egress_blocked' });
    expect(await app.store.prisma.run.count()).toBe(0);
    expect(mock.requests).toEqual([]);
  });

  it('cancels within 500 ms, closes the socket, keeps what came and goes on later', async () => {
    const { id } = await branch(3, ask);
    mock.reply({ text: 'one two three ', ending: 'stall' });
    const run = await runs.start(id, openai(), limits);
    let text = '';
    for await (const update of runs.updates(run.id, undefined)) {
      if (update.type === 'partial') text = update.text;
      if (text.includes('three')) break;
    }
    const asked = Date.now();
    const cancelled = await runs.cancel(run.id);
    expect(Date.now() - asked).toBeLessThan(500);
    expect(cancelled.status).toBe('cancelled');
    const closed = await mock.requests[0]?.closed;
    expect((closed ?? Number.POSITIVE_INFINITY) - asked).toBeLessThan(500);
    expect(own(id).at(-1)).toMatchObject({ kind: 'model-call', unfinished: true });
    expect(talkAt(id, 5, 'after').at(-1)).toEqual(textMessage('assistant', 'one two three '));

    mock.reply({ text: 'Again.' });
    expect(await ended(await runs.start(id, openai(), limits))).toMatchObject({ status: 'done' });
    expect(bodyOf(1).messages).toEqual(bodyOf(0).messages);
    await sound(id);
  });

  it.each(['cut', 'end'] as const)(
    'keeps a reply that was cut (%s) and says why',
    async (ending) => {
      const { id } = await branch(3, ask);
      mock.reply({ text: 'half a ', ending });
      const failed = await ended(await runs.start(id, openai(), limits));
      expect(failed.status).toBe('failed');
      expect(failed.reason).toContain('in the middle. What had come is kept.');
      expect(kinds(id)).toEqual(['edit', 'model-call', 'error']);
      expect(talkAt(id, 5, 'after').at(-1)).toEqual(textMessage('assistant', 'half a '));
      expect((await findTrace(app.store, id)).outcome).toBe('failed');
      // The next call is asked without the half reply.
      await ended(await runs.start(id, openai(), limits));
      expect(bodyOf(1).messages).toEqual(bodyOf(0).messages);
      await sound(id);
    },
  );

  it.each([
    [{ status: 401, message: 'bad key sk-secret-key' }, 'unauthorized', 'did not accept the key'],
    [{ status: 404, message: 'no model m-2' }, 'no-model', 'no model m-2'],
    [{ status: 429, headers: { 'retry-after': '7' } }, 'rate-limited', 'in 7 seconds'],
    [{ status: 500 }, 'upstream', 'failed (500)'],
    [{ status: 400, message: 'maximum context length is 9' }, 'too-long', 'too long'],
  ])('turns %o into an error event', async (reply, code, words) => {
    const { id } = await branch(3, ask);
    mock.reply(reply);
    const failed = await ended(await runs.start(id, openai(), limits));
    expect(failed).toMatchObject({ status: 'failed', reason: expect.stringContaining(words) });
    expect(own(id).at(-1)).toMatchObject({ kind: 'error', error: { type: code } });
    expect(JSON.stringify(own(id))).not.toContain('sk-secret-key');
    expect(mock.requests).toHaveLength(1);
  });

  it('gives a malformed call back to the model', async () => {
    const { id } = await branch(3, ask);
    mock.reply({ calls: [{ name: 'look', arguments: '{"q": ' }] }, { text: 'Sorry.' });
    expect(await ended(await runs.start(id, openai(), limits))).toMatchObject({ status: 'done' });
    expect(own(id)[3]).toMatchObject({ kind: 'tool-result', provenance: { by: 'repair' } });
    expect(bodyOf(1).messages.at(-1).content).toContain('not valid JSON');
  });

  it('shows everything to a reader who comes back', async () => {
    const { id } = await branch(3, ask);
    mock.reply({ text: 'a b c d e f g h i j ', pieceMs: 20, ending: 'stall' });
    const run = await runs.start(id, openai(), limits);
    const seen: RunUpdate[] = [];
    for await (const update of runs.updates(run.id, undefined)) {
      seen.push(update);
      if (update.type === 'partial' && update.text.includes('e')) break;
    }
    const again = runs.updates(run.id, 4);
    const first = await again.next();
    expect(first.value).toMatchObject({ type: 'partial', text: expect.stringContaining('a b c') });
    expect(seen[0]).toMatchObject({ type: 'event', event: { seq: 4, kind: 'edit' } });
    await runs.cancel(run.id);
    const rest: RunUpdate[] = [];
    for await (const update of again) rest.push(update);
    expect(rest.filter(({ type }) => type === 'event')).toMatchObject([{ event: { seq: 5 } }]);
    expect(rest.at(-1)).toMatchObject({ type: 'run', run: { status: 'cancelled' } });
  });
});

describe('the scripted model', () => {
  it('repeats the parent, word for word, where nothing was edited', async () => {
    const { id, parent } = await branch(0);
    expect(await ended(await runs.start(id, scripted, limits))).toMatchObject({ status: 'done' });
    const hashes = (trace: string) =>
      readOutline(app.store, findLineage(app.store, trace))
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
    const { id } = await branch(2);
    expect(await ended(await runs.start(id, scripted, limits))).toMatchObject({ status: 'done' });
    expect(own(id)[1]).toMatchObject({ kind: 'tool-result', call: 2, provenance: { seq: 3 } });
  });

  it('quotes the edit, waits for the call that nobody recorded, and finishes', async () => {
    const { id } = await branch(3, ask);
    const run = await runs.start(id, scripted, limits);
    const waiting = await ended(run);
    expect(waiting.status).toBe('waiting');
    expect(JSON.stringify(talkAt(id, 5, 'after').at(-1))).toContain('find the other one');
    const [call] = waiting.pending;
    // Another process: the run is only what is stored.
    runs = registry();
    await runs.answer(run.id, { callId: call?.callId ?? '', output: 'by hand', isError: false });
    expect(await ended(run)).toMatchObject({ status: 'done', steps: 2 });
    const last = JSON.stringify(talkAt(id, own(id).at(-1)?.seq ?? 0, 'after').at(-1));
    expect(last).toContain('found 2');
    expect(last).toContain('by hand');
  });
});

describe('a branch', () => {
  it('runs once at a time, and only if it is one', async () => {
    const { id, parent } = await branch(3, ask);
    mock.reply({ text: 'x ', ending: 'stall' });
    const run = await runs.start(id, openai(), limits);
    await expect(runs.start(id, scripted, limits)).rejects.toMatchObject({ code: 'conflict' });
    await expect(runs.start(parent, scripted, limits)).rejects.toMatchObject({
      code: 'bad_request',
    });
    const empty = await branch(0, [], 'before');
    await expect(runs.start(empty.id, scripted, limits)).rejects.toMatchObject({
      message: expect.stringContaining('no message'),
    });
    await runs.cancel(run.id);
  });

  it('takes up its open calls in a new run, and ends the one that waited', async () => {
    const { id } = await branch(3, ask);
    mock.reply({ calls: [{ name: 'look', arguments: { q: 9 }, id: 'c9' }] });
    const first = await ended(await runs.start(id, openai(), limits));
    const second = await ended(await runs.start(id, openai(), limits));
    expect(second).toMatchObject({ status: 'waiting', pending: [{ callId: 'c9' }] });
    expect(await runs.get(first.id)).toMatchObject({ status: 'cancelled' });
    expect(mock.requests).toHaveLength(1);
  });

  it('takes no key in the address of an endpoint', async () => {
    const { id } = await branch(3, ask);
    const baseUrl = `${mock.url}?key=sk-in-address`;
    await expect(runs.start(id, openai({ baseUrl }), limits)).rejects.toMatchObject({
      code: 'bad_request',
    });
    expect(await app.store.prisma.run.count()).toBe(0);
  });

  it('takes one answer of two that are given at once', async () => {
    const { id } = await branch(3, ask);
    mock.reply({ calls: [{ name: 'look', arguments: { q: 9 }, id: 'c9' }] }, { text: 'Thanks.' });
    const run = await ended(await runs.start(id, openai(), limits));
    const answers = await Promise.allSettled(
      [1, 2].map((output) => runs.answer(run.id, { callId: 'c9', output, isError: false })),
    );
    expect(answers).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'conflict' } },
    ]);
    expect(await ended(run)).toMatchObject({ status: 'done' });
    expect(kinds(id).filter((kind) => kind === 'tool-result')).toHaveLength(1);
  });

  it.each(['answer', 'cancel'] as const)(
    'stays cancelled, also with the %s first',
    async (first) => {
      const { id } = await branch(3, ask);
      mock.reply({ calls: [{ name: 'look', arguments: { q: 9 }, id: 'c9' }] });
      mock.reply({ text: 'a b ', ending: 'stall' });
      const run = await ended(await runs.start(id, openai(), limits));
      const acts = {
        answer: () => runs.answer(run.id, { callId: 'c9', output: 1, isError: false }),
        cancel: () => runs.cancel(run.id),
      };
      const second = first === 'answer' ? 'cancel' : 'answer';
      await Promise.allSettled([acts[first](), acts[second]()]);
      await runs.idle();
      expect(await runs.get(run.id)).toMatchObject({ status: 'cancelled' });
      // A run that still went on would be told so.
      await ended(await runs.start(id, scripted, limits));
      await sound(id);
    },
  );

  it('that is deleted stops its run, and asks no model any more', async () => {
    const { id } = await branch(3, ask);
    mock.reply({ text: 'x ', ending: 'stall' });
    const run = await runs.start(id, openai(), limits);
    while (mock.requests.length === 0) await new Promise((done) => setTimeout(done, 5));
    await removeTrace(app.store, id);
    await runs.stopOn(id);
    await runs.idle();
    expect(await runs.get(run.id)).toMatchObject({ status: 'cancelled' });
    await expect(runs.start(id, openai(), limits)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('keeps an answer, but not a typed key, over a restart', async () => {
    const { id } = await branch(3, ask);
    mock.reply({ calls: [{ name: 'look', arguments: { q: 9 }, id: 'c9' }] });
    const run = await ended(await runs.start(id, openai(), limits));
    runs = registry();
    const kept = await runs.answer(run.id, { callId: 'c9', output: 1, isError: false });
    expect(kept).toMatchObject({ status: 'interrupted' });
    expect(own(id).at(-1)).toMatchObject({ kind: 'tool-result', provenance: { by: 'hand' } });
    expect(await ended(await runs.start(id, openai(), limits))).toMatchObject({ status: 'done' });
    expect(bodyOf(1).messages.at(-1)).toMatchObject({ tool_call_id: 'c9', content: '1' });
  });

  it('of a branch takes from its grandparent what its parent left', async () => {
    const { id } = await branch(0, ask);
    mock.reply({ calls: [{ name: 'look', arguments: { q: 1 }, id: 'a' }] }, { text: 'One.' });
    await ended(await runs.start(id, openai(), limits));
    const { id: grandchild } = await forkTrace(app.store, {
      ...{ id, seq: own(id).at(-1)?.seq ?? 0, side: 'after' },
      edits: [{ type: 'append-user', text: 'and the others' }],
    });
    const asks = [1, 2].map((q) => ({ name: 'look', arguments: { q }, id: `g${q}` }));
    mock.reply({ calls: asks });
    const run = await ended(await runs.start(grandchild, openai(), limits));
    expect(run.pending.map(({ callId }) => callId)).toEqual(['g1']);
    await sound(grandchild);
  });
});
