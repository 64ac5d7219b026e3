import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { endpointRouter } from './endpoint-router';

let app: TestApp;
const handler = new OpenAPIHandler({ endpoints: endpointRouter });
const key = 'sk-secret-0123456789';

beforeEach(() => {
  vi.stubEnv('OPENAI_API_KEY', '');
  app = openTestApp();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await app.close();
});

async function ask(method: string, path: string, body?: object): Promise<[number, string]> {
  const request = new Request(`http://127.0.0.1/api${path}`, {
    method,
    ...(body && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const visitor = { cookies: null, setCookies: [], secure: false };
  const context = { app, origin: 'http://127.0.0.1', visitor };
  const { response } = await handler.handle(request, { prefix: '/api', context });
  if (!response) throw new Error(`Nothing answers ${path}`);
  return [response.status, await response.text()];
}

it('makes, changes, lists and removes an endpoint, and never answers with its key', async () => {
  const answers: string[] = [];
  const told = async (...asked: Parameters<typeof ask>) => {
    const [status, text] = await ask(...asked);
    answers.push(text);
    expect(status, text).toBe(200);
    return JSON.parse(text);
  };
  const draft = { name: ' Mine ', kind: 'anthropic', baseUrl: 'https://llm.example.com/v1', key };
  const made = await told('POST', '/endpoints', draft);
  expect(made).toMatchObject({ name: 'Mine', key: 'stored', model: null, allowPrivate: false });
  const parameters = { temperature: 0, stop: ['a'] };
  const path = `/endpoints/${made.id}`;
  expect(await told('PATCH', path, { parameters })).toMatchObject({ parameters, key: 'stored' });
  expect(await told('PATCH', path, { baseUrl: 'https://other.example' })).toMatchObject({
    ...{ key: 'lost', host: 'other.example' },
  });
  const listed = await told('GET', '/endpoints');
  expect(listed.items.map(({ id }: { id: string }) => id)).toEqual(['scripted', made.id]);
  expect(await told('POST', `${path}/test`, {})).toMatchObject({ ok: false, model: null });
  expect(await told('GET', '/endpoints/scripted/models')).toEqual({ items: null });
  expect(await told('DELETE', path)).toEqual({ id: made.id });
  expect(answers.join()).not.toContain('sk-secret');
});

it.each([
  [{ key: `${key}${'x'.repeat(2000)}` }],
  [{ kind: 'scripted' }],
  [{ baseUrl: 'no address' }],
  [{ parameters: [1] }],
  [{ apiKey: key }],
])('refuses %j without quoting a key', async (wrong) => {
  const draft = { name: 'Mine', kind: 'google', baseUrl: 'https://llm.example.com', key };
  const [status, text] = await ask('POST', '/endpoints', { ...draft, ...wrong });
  expect(status).toBe(400);
  expect(text).not.toContain('sk-secret');
});
