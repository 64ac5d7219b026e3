import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { jsonLines, openTestApp, type TestApp } from '@/lib/server/test-app';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { runRouter } from './run-router';

let app: TestApp;
const handler = new OpenAPIHandler({ runs: runRouter });

beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(`http://127.0.0.1/api${path}`, init);
  const context = { app, origin: 'http://127.0.0.1' };
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
  const started = await post(`/traces/${id}/runs`, { endpoint: { kind: 'scripted' } });
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
  expect(await (await ask('/endpoints')).json()).toMatchObject({
    items: [{ kind: 'scripted' }, {}],
  });
});
