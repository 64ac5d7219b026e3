import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RequestApi, requestApis } from '@/lib/api/prepare-contract';
import { sqliteBulkWriter } from '@/lib/db/sqlite-bulk-writer';
import { storedTraceSink } from '@/lib/db/stored-trace-sink';
import { messagesWithout } from '@/lib/replay/counterfactual/counterfactual';
import { excludeWith } from '@/lib/replay/counterfactual/exclude-with';
import { leaveOutEdits } from '@/lib/replay/counterfactual/left-out';
import { startMockAnthropic } from '@/lib/resume/mock-anthropic.testing';
import { startMockGoogle } from '@/lib/resume/mock-google.testing';
import { startMockOpenaiChat } from '@/lib/resume/mock-openai-chat.testing';
import { startMockOpenaiResponses } from '@/lib/resume/mock-openai-responses.testing';
import type { Mock } from '@/lib/resume/mock-server.testing';
import { createEndpoint } from '@/lib/server/endpoints/change-endpoint';
import { storeParent, type TestCall } from '@/lib/server/executors/branch.testing';
import { newId } from '@/lib/server/new-id';
import { RunRegistry } from '@/lib/server/runs/run-registry';
import { sha256 } from '@/lib/server/sha256';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { findLineage } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { storedRun } from '@/lib/server/traces/stored-run';
import { type Conversation, type EventDraft, TraceBuilder } from '@/lib/trace/builder';
import { textMessage } from '@/lib/trace/message';
import { requestAt } from './request-at';

const mocks: Record<RequestApi, () => Promise<Mock>> = {
  'openai-chat': startMockOpenaiChat,
  'openai-responses': startMockOpenaiResponses,
  anthropic: startMockAnthropic,
  google: startMockGoogle,
};
const key = 'sk-the-key-of-this-test';

let app: TestApp;
const started: Mock[] = [];
beforeEach(() => {
  app = openTestApp();
});
afterEach(async () => {
  for (const mock of started.splice(0)) await mock.close();
  await app.close();
});

const looks: TestCall[] = [
  { tool: 'look', input: { q: 1, text: 'ä "quoted" \n 👩‍💻 \u2028' } },
  { tool: 'a tool/with a name', input: { q: 2 } },
];

/** Forks and runs for real, through the registry, against a mock over HTTP; gives the first body and its path. */
async function reallySent(api: RequestApi, id: string, seq: number, x: string, model: string) {
  const mock = await mocks[api]();
  started.push(mock);
  const draft = { name: 'Mine', kind: api, baseUrl: mock.url, model, parameters: null, key };
  const endpoint = await createEndpoint(app.store, { ...draft, allowPrivate: true }, false);
  const source = storedRun(app.store, findLineage(app.store, id));
  const excluded = excludeWith(
    source.outline,
    x === '' ? [] : x.split(',').map((one) => Number(one)),
  );
  const { changes } = messagesWithout(source, { seq, side: 'after' }, excluded);
  const branch = await forkTrace(app.store, {
    ...{ id, seq, side: 'after' },
    edits: leaveOutEdits(changes),
  });
  const runs = new RunRegistry(app.store, {
    ...{ allowPrivate: false, pieceMs: 1, now: () => new Date() },
  });
  const run = await runs.start(branch.id, { id: endpoint.id }, { maxSteps: 1 });
  for await (const update of runs.updates(run.id, undefined))
    if (update.type === 'run' && !['queued', 'running'].includes(update.run.status)) break;
  await runs.idle();
  const [sent] = mock.requests;
  return { body: sent?.body, path: sent?.path, origin: new URL(mock.url).origin };
}

describe('the request at a moment', () => {
  it.each(requestApis.flatMap((api) => ['', '3'].map((x) => ({ api, x }))))(
    'for $api without $x is what a resume there really sends',
    async ({ api, x }) => {
      const id = storeParent(app.store, looks);
      const shown = await requestAt(app.store, {
        id,
        seq: 5,
        side: 'after',
        api,
        model: 'mock',
        x,
      });
      const sent = await reallySent(api, id, 5, x, 'mock');
      expect(shown.why).toBeNull();
      expect(shown.request?.body).toBe(sent.body);
      expect(shown.request?.body).toContain('out 1');
      expect(shown.request?.body.includes('out 2')).toBe(x === '');
      expect(shown.counts.events).toBe(x === '' ? 0 : 2);
      const path = new URL(shown.request?.url ?? '').pathname.split('/').slice(2).join('/');
      expect(sent.path).toContain(path);
      expect(JSON.stringify(shown)).not.toMatch(/YOUR_KEY|sk-the-key/);
      for (const [name] of shown.request?.headers ?? [])
        expect(name).not.toMatch(/^(authorization|x-api-key|x-goog-api-key)$/i);
    },
  );

  it('needs no endpoint, and takes API and model from what was recorded', async () => {
    const id = storeParent(app.store, looks);
    const shown = await requestAt(app.store, { id, seq: 1, side: 'before', x: '' });
    expect(shown).toMatchObject({
      api: 'openai-chat',
      model: { name: 'm', from: 'recorded', recorded: 'm' },
      call: { seq: 1, fidelity: 'derived' },
      counts: { exact: 1, derived: 0, leftOut: 0, events: 0 },
      notCaptured: ['system', 'parameters'],
      total: 1,
    });
    expect(shown.messages).toEqual([
      {
        ...{ index: 0, role: 'user', words: 'go', tokens: 5, seq: 0 },
        ...{ state: 'recorded', fidelity: 'exact' },
      },
    ]);
    expect(JSON.parse(shown.request?.body ?? '').model).toBe('m');
  });

  it('gives what waits the recorded answers first, and says so', async () => {
    const id = storeParent(app.store, looks);
    const shown = await requestAt(app.store, { id, seq: 3, side: 'after', x: '' });
    expect(shown.counts.answered).toBe(2);
    expect(shown.messages.map(({ state }) => state)).toEqual([
      'recorded',
      'recorded',
      'answered',
      'answered',
    ]);
    expect(shown.request?.body).toContain('out 2');
  });

  it('names what the trace does not record, and makes nothing up', async () => {
    const id = await app.import([{ talk: 'user', text: 'hello' }]);
    const shown = await requestAt(app.store, { id, seq: 0, side: 'after', x: '' });
    expect(shown.notCaptured).toEqual(['system', 'tools', 'model', 'parameters']);
    expect(shown.model).toEqual({ name: 'YOUR_MODEL', from: 'placeholder', recorded: null });
    const body = JSON.parse(shown.request?.body ?? '');
    expect(body.messages).toEqual([{ role: 'user', content: 'hello' }]);
    expect(body).not.toHaveProperty('tools');
    expect(shown.tokens.window).toBeNull();
    expect(shown.cost).toBeNull();
  });

  it('says why there is none', async () => {
    const id = await app.import([{ talk: 'user', text: 'hello' }]);
    const shown = await requestAt(app.store, { id, seq: 0, side: 'after', x: '0' });
    expect(shown.request).toBeNull();
    expect(shown.why).toBe('There is nothing to send: the conversation has no message.');
    expect(shown.counts.leftOut).toBe(1);
    await expect(requestAt(app.store, { id, seq: 1, side: 'after', x: '' })).rejects.toMatchObject({
      code: 'bad_request',
    });
  });

  it('lists the first and the last messages of a long one, and has all of them in its body', async () => {
    const { store } = app;
    const id = newId();
    const writer = sqliteBulkWriter(store.raw, { now: () => new Date() });
    const none = { uploadId: null, partKey: '', parentId: null, forkSeq: null, poolBase: 0 };
    writer.trace({ id, name: 'long', format: 'talk', fork: null, ...none });
    const builder = new TraceBuilder(sha256, storedTraceSink(writer, id));
    let now: Conversation | null = builder.root;
    const add = (draft: EventDraft) => {
      now = builder.add({ ...draft, conversation: now }).conversation;
    };
    for (let at = 0; at < 400; at += 1)
      add({
        ...{ kind: 'message', type: 'user', role: 'user', lane: 'main', records: [] },
        says: [textMessage('user', `line ${at}`)],
      });
    builder.finish({ name: 'long', format: 'talk', outcome: 'ok', timeQuality: 'none' });
    writer.ready([id]);
    const shown = await requestAt(store, { id, seq: 399, side: 'after', x: '' });
    expect(shown.total).toBe(400);
    expect(shown.messages).toHaveLength(300);
    expect(shown.messages[49]?.index).toBe(49);
    expect(shown.messages[50]?.index).toBe(150);
    expect(JSON.parse(shown.request?.body ?? '').messages).toHaveLength(400);
  });
});
