import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { preparedSchema, trimsSchema } from '@/lib/api/prepare-contract';
import { createEndpoint } from '@/lib/server/endpoints/change-endpoint';
import { forkWaiting } from '@/lib/server/executors/branch.testing';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { prepareRouter } from './prepare-router';

let app: TestApp;
const handler = new OpenAPIHandler({ prepared: prepareRouter });
beforeEach(() => {
  app = openTestApp();
});
afterEach(() => app.close());

async function ask(path: string, body: object): Promise<[number, unknown]> {
  const request = new Request(`http://127.0.0.1/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const visitor = { cookies: null, setCookies: [], secure: false };
  const context = { app, origin: 'http://127.0.0.1', visitor };
  const { response } = await handler.handle(request, { prefix: '/api', context });
  if (!response) throw new Error(`Nothing answers ${path}`);
  return [response.status, await response.json()];
}

it('answers what the contract says, and sends nothing', async () => {
  const { id } = await forkWaiting(app.store, [{ tool: 'look', input: { q: 1 } }]);
  const draft = {
    ...{ name: 'OpenAI', kind: 'openai-chat' as const, baseUrl: 'https://api.openai.com' },
    ...{ model: 'gpt-4o', parameters: null, allowPrivate: false, key: 'sk-secret-0123456789' },
  };
  const endpoint = { id: (await createEndpoint(app.store, draft, false)).id };
  const edits = [
    { type: 'remove-message', index: 1 },
    { type: 'append-user', text: 'so?' },
  ];
  const asked = { seq: 3, side: 'after', edits, endpoint };
  const [status, prepared] = await ask(`/traces/${id}/prepare`, asked);
  expect(status).toBe(200);
  const { request, tokens } = preparedSchema.parse(prepared);
  expect(request?.url).toBe('https://api.openai.com/v1/chat/completions');
  expect(tokens.exact).toBe(false);
  const [, plain] = await ask(`/traces/${id}/prepare`, {
    ...asked,
    edits: [...edits, { type: 'tools', tools: [] }],
  });
  expect(preparedSchema.parse(plain).tokens).toMatchObject({
    ...{ exact: true, after: { system: 0, tools: 0, messages: [5, 6], total: 14 } },
  });
  const [trimmed, trims] = await ask(`/traces/${id}/trims`, { endpoint, target: 1 });
  expect(trimmed).toBe(200);
  expect(trimsSchema.parse(trims)).toMatchObject({ target: 1, window: 128_000, choices: [] });
  const [refused] = await ask(`/traces/${id}/prepare`, { ...asked, endpoint: { id: 'elsewhere' } });
  expect(refused).toBe(400);
});
