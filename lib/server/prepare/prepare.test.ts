import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startMockAnthropic } from '@/lib/resume/mock-anthropic.testing';
import { startMockGoogle } from '@/lib/resume/mock-google.testing';
import { startMockOpenaiChat } from '@/lib/resume/mock-openai-chat.testing';
import { startMockOpenaiResponses } from '@/lib/resume/mock-openai-responses.testing';
import type { Mock } from '@/lib/resume/mock-server.testing';
import { noScript } from '@/lib/resume/no-script';
import type { ProviderKind } from '@/lib/resume/provider-model';
import { resume } from '@/lib/resume/resume';
import { sentSetup } from '@/lib/resume/sent-setup';
import { createEndpoint } from '@/lib/server/endpoints/change-endpoint';
import { keyStandIn, openEndpoint } from '@/lib/server/endpoints/open-endpoint';
import {
  forkWaiting,
  sentTo,
  storeParent,
  type TestCall,
} from '@/lib/server/executors/branch.testing';
import { answererChain } from '@/lib/server/runs/answerer-chain';
import { branchState } from '@/lib/server/runs/branch-state';
import { lineageRecording } from '@/lib/server/runs/lineage-recording';
import { sha256 } from '@/lib/server/sha256';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { firstPolicy, type ToolPolicy } from '@/lib/trace/tool-policy';
import { branchTrims } from './branch-trims';
import { prepare } from './prepare';

const key = 'sk-the-key-of-this-test';
const mocks: Record<ProviderKind, () => Promise<Mock>> = {
  'openai-compatible': startMockOpenaiChat,
  'openai-chat': startMockOpenaiChat,
  'openai-responses': startMockOpenaiResponses,
  anthropic: startMockAnthropic,
  google: startMockGoogle,
};
// Its own order is the order of the tests.
const kinds = Object.keys(mocks) as ProviderKind[];

let app: TestApp;
const started: Mock[] = [];
beforeEach(() => {
  app = openTestApp();
});
afterEach(async () => {
  for (const mock of started.splice(0)) await mock.close();
  await app.close();
});

async function endpoint(kind: ProviderKind, more: object = {}) {
  const mock = await mocks[kind]();
  started.push(mock);
  const draft = { name: 'Mine', kind, baseUrl: mock.url, model: 'mock', parameters: null, key };
  const { id } = await createEndpoint(app.store, { ...draft, allowPrivate: true, ...more }, false);
  return { id, mock };
}

const ask = (id: string, seq: number, edits: ForkEdit[], endpointId: string, more: object = {}) =>
  prepare(
    app.store,
    { id, seq, side: 'after', edits, endpoint: { id: endpointId }, ...more },
    { allowPrivate: false },
  );

/** Forks and resumes for real, as a run does. */
async function reallySend(id: string, seq: number, edits: ForkEdit[], endpointId: string) {
  const { store } = app;
  const branch = await forkTrace(store, { id, seq, side: 'after', edits });
  const { checkpoint, bytes } = await branchState(store, branch.id);
  const context = { allowPrivate: false, script: noScript, onExchange: () => undefined };
  const opened = await openEndpoint(store, { id: endpointId }, context);
  const { recording } = lineageRecording(store, branch.id);
  const chain = answererChain({
    ...{ store, traceId: branch.id, runId: 'r', lane: checkpoint.point.lane, recording },
    seqOf: () => null,
    now: () => new Date(),
  });
  const steps = resume({
    conversation: checkpoint.conversation.map(({ message }) => message),
    setup: sentSetup(checkpoint.setup, opened.parameters),
    pending: checkpoint.pending.map(({ malformed = false, seq: _, ...call }) => ({
      call: { ...call, malformed },
      announce: false,
    })),
    ...{ model: opened.model, target: opened.kind, where: 'here', answerers: chain, bytes },
    limits: { maxSteps: 1 },
    signal: new AbortController().signal,
    clock: () => 0,
    wait: () => Promise.reject(new Error('no waits')),
  });
  const taken = [];
  for await (const step of steps) taken.push(step);
  return taken;
}

const looks: TestCall[] = [
  { tool: 'look', input: { q: 1, text: 'ä "quoted" \n 👩‍💻' } },
  { tool: 'a tool/with a name', input: { q: 2 } },
];
const edits: ForkEdit[] = [
  { type: 'system', text: 'You help, and say “so”.' },
  { type: 'append-user', text: `Look again,\nit's "there" \u2028 …` },
  { type: 'parameters', parameters: { temperature: 0.3, max_tokens: 700, seed: 5, odd: true } },
];

describe('the prepared request', () => {
  it.each(kinds)('is what %s then receives, byte for byte', async (kind) => {
    const { id, mock } = await endpoint(kind);
    const parent = storeParent(app.store, looks);
    const prepared = await ask(parent, 5, edits, id);
    expect(mock.requests).toEqual([]);
    const steps = await reallySend(parent, 5, edits, id);
    expect(steps.at(-1)).toMatchObject({ type: 'ended', reason: 'done' });
    const [sent] = mock.requests;
    expect(mock.requests).toHaveLength(1);
    expect(prepared.why).toBeNull();
    expect(prepared.request?.body).toBe(sent?.body);
    expect(sha256(prepared.request?.body ?? '')).toBe(sha256(sent?.body ?? ' '));
    expect(prepared.request?.method).toBe(sent?.method);
    expect(prepared.request?.url).toBe(`${new URL(mock.url).origin}${sent?.path}`);
    for (const [name, value] of prepared.request?.headers ?? []) {
      expect(sent?.headers[name]).toBe(value);
    }
    expect(JSON.stringify(sent?.headers)).toContain(key);
    expect(JSON.stringify(prepared)).not.toContain(key);
    expect(JSON.stringify(prepared)).not.toContain(keyStandIn);
    const told = steps.find((step) => step.type === 'model-call');
    expect(prepared.adapted).toEqual(told?.type === 'model-call' && told.adapted);
    expect(prepared.adapted.join(' ')).toContain('a tool/with a name');
    // Only servers that speak like OpenAI may know a parameter that nobody else does.
    expect(prepared.adapted.join(' ').includes('odd')).toBe(kind !== 'openai-compatible');
  });

  it.each(kinds)('holds the answers that the run of %s gives by itself', async (kind) => {
    const { id, mock } = await endpoint(kind, { parameters: { temperature: 0.25 } });
    const { id: branch } = await forkWaiting(app.store, looks);
    const prepared = await ask(branch, 4, [], id);
    await reallySend(branch, 4, [], id);
    expect(prepared.request?.body).toBe(mock.requests[0]?.body);
    expect(prepared.request?.body).toContain('out 2');
    expect(prepared.request?.body).toContain('0.25');
    expect(prepared.tokens.before.messages).toHaveLength(2);
    expect(prepared.tokens.after.messages).toHaveLength(4);
  });

  it('asks the policy that it is given', async () => {
    const { id } = await endpoint('openai-compatible');
    const parent = storeParent(app.store, [{ tool: 'look', input: {} }]);
    const otherwise = { by: 'fixed' as const, output: 'as it was said', isError: false };
    const policy: ToolPolicy = {
      rules: [{ tool: 'look', recording: false, ignore: [], otherwise }],
      approved: [],
    };
    const prepared = await ask(parent, 2, [], id, { policy });
    expect(prepared.request?.body).toContain('as it was said');
    const recorded = await ask(parent, 2, [], id, { policy: firstPolicy });
    expect(recorded.request?.body).toContain('out 1');
  });

  it('is none where a call waits, and none is run', async () => {
    const { id, mock } = await endpoint('openai-compatible');
    const { id: branch } = await forkWaiting(app.store, [{ tool: 'look', input: {} }]);
    const none = { rules: [{ ...hand, recording: false }], approved: [] };
    expect(await ask(branch, 3, [], id, { policy: none })).toMatchObject({
      request: null,
      why: 'A tool call needs your answer. What is sent depends on it.',
    });
    const live = await ask(branch, 3, [], id, { policy: sentTo('0'.repeat(32), 'look', true) });
    expect(live).toMatchObject({
      request: null,
      why: 'look would be run live first: what is sent depends on its answer.',
    });
    expect(live.tokens.after.messages).toHaveLength(2);
    expect(mock.requests).toEqual([]);
  });

  it('is none where there is nothing to send or nothing sends it, and says why', async () => {
    const parent = storeParent(app.store, looks);
    expect(await ask(parent, 5, [], 'scripted')).toMatchObject({
      request: null,
      why: 'The scripted model sends nothing.',
      cost: null,
    });
    const { id } = await endpoint('openai-compatible', { model: null });
    const unnamed = await ask(parent, 5, [], id);
    expect(unnamed).toMatchObject({ request: null, tokens: { exact: false, window: null } });
    expect(unnamed.why).toMatch(/^Mine has no model of its own: name one\. Type the name/);
    const empty = await prepare(
      app.store,
      { id: parent, seq: 0, side: 'before', edits: [], endpoint: { id } },
      { allowPrivate: false },
    );
    expect(empty.request).toBeNull();
    const named = await endpoint('openai-compatible');
    const nothing = await prepare(
      app.store,
      { id: parent, seq: 0, side: 'before', edits: [], endpoint: { id: named.id } },
      { allowPrivate: false },
    );
    expect(nothing.why).toBe('There is nothing to send: the conversation has no message.');
    await expect(ask(parent, 5, [], 'f'.repeat(32))).rejects.toMatchObject({ code: 'not_found' });
    await expect(ask(parent, 99, [], id)).rejects.toMatchObject({ code: 'bad_request' });
  });
});

const hand = { tool: 'look', ignore: [], otherwise: { by: 'hand' as const } };

describe('what is said about it', () => {
  it('counts tokens before and after, and tells window and price of a known model', async () => {
    const { id } = await endpoint('openai-chat', { model: 'gpt-4o' });
    const parent = storeParent(app.store, looks);
    const { tokens, cost } = await ask(parent, 5, edits, id);
    expect(tokens.before.system).toBe(0);
    expect(tokens.after.system).toBeGreaterThan(5);
    expect(tokens.after.messages).toHaveLength(tokens.before.messages.length + 1);
    const { after } = tokens;
    const sum = after.messages.reduce((all, one) => all + one, 0);
    expect(after.total).toBe(after.system + after.tools + sum + 3);
    expect(tokens).toMatchObject({ exact: false, window: 128_000, uncounted: [] });
    expect(cost?.inputUsd).toBeCloseTo((after.total * 2.5) / 1e6, 10);
    expect(cost).toMatchObject({ outputUsdPer1000: 0.01, model: 'gpt 4o' });
  });

  it('lists what looks like a secret by place, and never the value', async () => {
    const { id } = await endpoint('openai-compatible');
    const parent = storeParent(app.store, looks);
    const secret = ['gh', 'p_', 'A1b2C3d4E5f6'.repeat(3)].join('');
    const { findings } = await ask(
      parent,
      5,
      [
        { type: 'system', text: `Use ${secret} or ${secret}.` },
        { type: 'append-user', text: `{"password": "correct-horse"}` },
      ],
      id,
    );
    expect(findings).toEqual([
      { kind: 'GitHub token', place: { in: 'system' }, masked: `${secret.slice(0, 4)}…`, count: 2 },
      { kind: 'value of password', place: { in: 'message', index: 4 }, masked: 'cor…', count: 1 },
    ]);
  });

  it('offers ways to shorten the end of a branch', async () => {
    const { id } = await endpoint('openai-compatible');
    const parent = storeParent(app.store, looks);
    const long: ForkEdit = {
      type: 'message',
      index: 2,
      message: {
        role: 'tool',
        parts: [{ type: 'tool-result', callId: 'c1', output: 'word '.repeat(4000) }],
      },
    };
    const { id: branch } = await forkTrace(app.store, {
      id: parent,
      seq: 5,
      side: 'after',
      edits: [long],
    });
    const trims = await branchTrims(app.store, { id: branch, endpoint: { id } });
    expect(trims.tokens).toBeGreaterThan(4000);
    expect(trims.target).toBe(Math.floor(trims.tokens / 2));
    expect(trims.choices[0]).toMatchObject({ label: 'Shorten the largest tool results' });
    const [choice] = trims.choices;
    expect(choice?.tokensAfter).toBeLessThan(trims.target);
    const after = await ask(branch, 6, choice?.edits ?? [], id);
    expect(after.request).not.toBeNull();
    expect(Math.abs(after.tokens.after.total - (choice?.tokensAfter ?? 0))).toBeLessThan(100);
    await expect(branchTrims(app.store, { id: parent, endpoint: { id } })).rejects.toMatchObject({
      code: 'bad_request',
    });
  });
});
