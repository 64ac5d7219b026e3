import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forkWaiting, sentTo } from '@/lib/server/executors/branch.testing';
import { TestMcp } from '@/lib/server/executors/mcp-server.testing';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { executorRouter } from './executor-router';
import { traceRouter } from './trace-router';

let app: TestApp;
let mcp: TestMcp;
const handler = new OpenAPIHandler({ executors: executorRouter, traces: traceRouter });

beforeEach(() => {
  app = openTestApp();
  mcp = new TestMcp();
});
afterEach(async () => {
  await app.close();
  mcp.stop();
});

async function ask(method: string, path: string, body?: object) {
  const request = new Request(`http://127.0.0.1/api${path}`, {
    method,
    ...(body
      ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      : {}),
  });
  const visitor = { cookies: null, setCookies: [], secure: false };
  const context = { app, origin: 'http://127.0.0.1', visitor };
  const { response } = await handler.handle(request, { prefix: '/api', context });
  return { status: response?.status, body: await response?.json() };
}

it('stores, asks, changes and deletes executors', async () => {
  const key = 'a-key-that-nobody-sees';
  const url = await mcp.http({ MCP_TOKEN: key });
  const made = await ask('POST', '/executors', {
    kind: 'mcp',
    name: 'Files',
    url,
    key,
    allowPrivate: true,
  });
  expect(made.body).toMatchObject({ kind: 'mcp', key: 'stored', tools: [], trusted: false });
  const { id } = made.body;
  const read = await ask('POST', `/executors/${id}/refresh`, {});
  const tools = read.body.tools.map((tool: object) => ({ ...tool, allowed: true }));
  const changed = await ask('PATCH', `/executors/${id}`, { tools, trusted: true });
  expect(changed.body).toMatchObject({ trusted: true, tools: tools });
  expect((await ask('GET', '/executors')).body).toEqual({ items: [changed.body] });
  expect(JSON.stringify([made, read, changed])).not.toContain(key);
  expect((await ask('DELETE', `/executors/${id}`)).body).toEqual({ id });
  expect((await ask('GET', '/executors')).body).toEqual({ items: [] });
});

it('takes no program from a request', async () => {
  const program = { kind: 'mcp-stdio', name: 'x', url: 'https://a.example', command: 'sh' };
  expect((await ask('POST', '/executors', program)).status).toBe(400);
  expect((await ask('POST', '/executors/config-..%2fx/refresh', {})).status).toBe(400);
  expect((await ask('PATCH', `/executors/config-x`, { command: 'sh' })).status).toBe(400);
});

it('sets the policy of a branch, and refuses one for a recording', async () => {
  const { id, parent } = await forkWaiting(app.store, [{ tool: 'look', input: {} }]);
  const policy = sentTo('config-files', 'look', true);
  expect((await ask('PUT', `/traces/${id}/policy`, { policy })).body).toMatchObject({ id, policy });
  expect((await ask('GET', `/traces/${id}`)).body.policy).toEqual(policy);
  expect((await ask('PUT', `/traces/${parent}/policy`, { policy })).status).not.toBe(200);
  expect((await ask('GET', `/traces/${parent}`)).body.policy).toEqual({ rules: [], approved: [] });
});
