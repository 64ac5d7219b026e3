import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import { jsonLines, openTestApp, type TestApp } from '@/lib/server/test-app';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { runRouter } from './run-router';

let app: TestApp;
let thrown: unknown;
const handler = new OpenAPIHandler(
  { runs: runRouter },
  {
    interceptors: [
      async ({ next }) => {
        try {
          return await next();
        } catch (error) {
          thrown = error;
          throw error;
        }
      },
    ],
  },
);

beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(`http://127.0.0.1/api${path}`, init);
  const visitor = { cookies: null, setCookies: [], secure: false };
  const context = { app, origin: 'http://127.0.0.1', visitor };
  const { response } = await handler.handle(request, { prefix: '/api', context });
  if (!response) throw new Error(`Nothing answers ${path}`);
  return response;
}

const post = (path: string, body: object) =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

it('streams a run whose events can be taken up after any of them', async () => {
  const { traces } = await app.upload(
    jsonLines([
      { talk: 'user', text: 'hello' },
      { talk: 'assistant', text: 'good day' },
    ]),
  );
  const parent = traces[0]?.id ?? '';
  const { id } = await forkTrace(app.store, { id: parent, seq: 0, side: 'after', edits: [] });
  const started = await post(`/traces/${id}/runs`, { endpoint: { id: 'scripted' } });
  const run = await started.json();
  expect(run).toMatchObject({ traceId: id, status: 'running', limits: { maxSteps: 20 } });

  const whole = await ask(`/runs/${run.id}/updates`);
  expect(whole.headers.get('content-type')).toContain('text/event-stream');
  const text = await whole.text();
  expect(text.match(/^id: \d+$/gm)).toEqual(['id: 1', 'id: 2']);
  expect(text).toContain('"type":"partial"');
  expect(text).toContain('"status":"done"');

  const rest = await ask(`/runs/${run.id}/updates`, { headers: { 'last-event-id': '1' } });
  expect((await rest.text()).match(/^id: \d+$/gm)).toEqual(['id: 2']);
  const after = await ask(`/runs/${run.id}/updates?after=2`);
  expect((await after.text()).match(/^id: /gm)).toBeNull();
});

it('lets a run be paused, go on, be answered and be stopped', async () => {
  const id = await scriptedBranch();
  const endpoint = { id: 'scripted' };
  const started = await post(`/traces/${id}/runs`, { endpoint, limits: { maxSteps: 1 } });
  const { id: runId } = await started.json();
  const run = (path = '') => `/runs/${runId}${path}`;
  const ended = async () => {
    await (await ask(run('/updates'))).text();
    return (await ask(run())).json();
  };
  expect(await refusal(post(run('/continue'), {}))).toBe('conflict');
  const waiting = await waits(run());
  const [call] = waiting.pending;
  expect(waiting).toMatchObject({ steps: 1, pending: [{ tool: 'lookup_policy', seq: 3 }] });
  expect(await refusal(post(run('/repairs'), { callId: call.callId, input: {} }))).toBe(
    'bad_request',
  );
  const executorId = 'a'.repeat(32);
  expect(await refusal(post(run('/approvals'), { callId: call.callId, executorId }))).toBe(
    'not_found',
  );
  expect(await (await post(run('/answers/recorded'), {})).json()).toMatchObject({
    status: 'waiting',
  });
  expect(await (await post(run('/pause'), {})).json()).toMatchObject({ status: 'waiting' });
  const answer = { callId: call.callId, output: 'by hand' };
  expect((await post(run('/answers'), answer)).status).toBe(200);
  expect(await refusal(post(run('/answers'), answer))).toBe('conflict');
  expect(await ended()).toMatchObject({ status: 'limit', limit: 'steps' });
  const edits = [{ type: 'append-user', text: 'more' }];
  expect((await post(run('/continue'), { edits, limits: { maxSteps: 9 } })).status).toBe(200);
  await waits(run());
  expect(await (await post(run('/cancel'), {})).json()).toMatchObject({ status: 'cancelled' });
});

async function refusal(asked: Promise<Response>): Promise<string> {
  expect((await asked).ok).toBe(false);
  return isAppError(thrown) ? thrown.code : String(thrown);
}

async function scriptedBranch(): Promise<string> {
  const lines = [
    { talk: 'user', text: 'hello' },
    { talk: 'assistant', text: 'good day' },
  ];
  const parent = await app.import(lines);
  const edits = [{ type: 'replace-last-user' as const, text: 'good evening' }];
  return (await forkTrace(app.store, { id: parent, seq: 0, side: 'after', edits })).id;
}

async function waits(path: string) {
  for (let tried = 0; tried < 200; tried += 1) {
    const run = await (await ask(path)).json();
    if (run.status === 'waiting') return run;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error('It does not wait');
}
