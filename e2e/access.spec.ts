import { z } from 'zod';
import { apiOf, importOne } from './support/api';
import { pagePaths, routeCalls } from './support/pages';
import { rawRequest } from './support/raw-request';
import { TestServer } from './support/server';
import { expect, test } from './support/test';

const password = 'correct horse battery';
const json = { 'content-type': 'application/json' };
const chat = JSON.stringify([
  { role: 'user', content: 'hi' },
  { role: 'assistant', content: 'hello' },
]);

const documentSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** Method and path of every documented call, with well-formed ids that name nothing. */
async function documentedCalls(server: TestServer): Promise<[string, string][]> {
  const headers = { authorization: `Bearer ${password}` };
  const { status, body } = await rawRequest(server, '/api/openapi.json', { headers });
  expect(status).toBe(200);
  const { paths } = documentSchema.parse(JSON.parse(body));
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method): [string, string] => [
      method.toUpperCase(),
      `/api${path.replace(/^\/api/, '').replace(/\{[^}]+\}/g, '0'.repeat(32))}`,
    ]),
  );
}

test.describe('with a password', () => {
  let server: TestServer;
  test.beforeAll(async () => {
    server = await TestServer.start({ RETAKE_PASSWORD: password });
  });
  test.afterAll(() => server.stop());

  test('every page but login and shares leads to the login', async () => {
    const pages = pagePaths();
    expect(pages).toContain('/');
    expect(pages.length).toBeGreaterThan(3);
    for (const path of pages) {
      const { status, headers, body } = await rawRequest(server, path);
      if (path === '/login') expect(status).toBe(200);
      else if (path.startsWith('/s/')) expect([200, 404]).toContain(status);
      else {
        expect(status, path).toBe(307);
        expect(headers.location, path).toMatch(/^\/login/);
      }
      expect(body).not.toContain(password);
    }
  });

  test('every call of the API asks for it', async () => {
    const calls = await documentedCalls(server);
    expect(calls.length).toBeGreaterThan(20);
    const routes = routeCalls();
    expect(routes.length).toBeGreaterThan(20);
    for (const [method, path] of [...calls, ...routes]) {
      // What a token opens needs no password, and giving the password needs none.
      if (path.startsWith('/api/s/') || path === '/api/session') continue;
      const body = method === 'GET' ? '' : '{}';
      const { status } = await rawRequest(server, path, { method, headers: json, body });
      expect(status, `${method} ${path}`).toBe(401);
    }
    const put = { method: 'PUT', body: chat, headers: json };
    expect((await rawRequest(server, '/api/traces/run.json', put)).status).toBe(401);
  });

  test('an unknown token opens nothing', async () => {
    const { status, body } = await rawRequest(server, `/api/s/rtk_share_${'a'.repeat(43)}`);
    expect(status).toBe(404);
    expect(body).not.toContain('trace');
  });

  test('a person gives it once, and comes to where they wanted', async ({ browser }) => {
    const context = await browser.newContext({ baseURL: server.url });
    const page = await context.newPage();
    await page.goto('/?q=refund');
    await expect(page).toHaveURL(/\/login\?next=/);
    await page.getByLabel('Password').fill('not it');
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('not the password');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page).toHaveURL(`${server.url}/?q=refund`);
    await expect(page.getByRole('heading', { name: 'Retake' })).toBeVisible();
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
    await context.close();
  });

  test('its text is in no log', () => {
    expect(server.output).not.toContain(password);
  });
});

test('a foreign Host is refused by pages and API', async ({ shared: server }) => {
  for (const path of ['/', '/login', '/api/traces', '/api/s/none', '/api/openapi.json'])
    for (const host of ['evil.example', `evil.example:${server.port}`, `localhost:1`]) {
      const { status } = await rawRequest(server, path, { headers: { host } });
      expect(status, `${path} as ${host}`).toBe(403);
    }
});

test('a page of another origin can change and read nothing', async ({ shared: server }) => {
  const id = await importOne(server, chat, 'mine.json');
  for (const origin of ['https://evil.example', 'null', `http://127.0.0.1:${server.port + 1}`]) {
    const headers = { origin, 'sec-fetch-site': 'cross-site' };
    const calls: [string, string, string, Record<string, string>][] = [
      ['POST', '/api/traces?name=x', chat, { 'content-type': 'text/plain' }],
      ['DELETE', `/api/traces/${id}`, '', {}],
      ['POST', '/api/samples/hostile', '{}', json],
      ['POST', '/api/session', `{"password":"${password}"}`, json],
      ['GET', '/api/traces', '', {}],
      ['GET', `/api/runs/${id}/updates`, '', {}],
    ];
    for (const [method, path, body, more] of calls) {
      const answer = await rawRequest(server, path, {
        ...{ method, body },
        headers: { ...headers, ...more },
      });
      expect(answer.status, `${method} ${path} from ${origin}`).toBe(403);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
  }
  expect((await apiOf(server).traces.get({ id })).name).toBeTruthy();
});

test('only JSON changes anything: a form cannot', async ({ shared: server }) => {
  const id = await importOne(server, chat, 'mine.json').catch(() => '');
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    const headers = { 'content-type': type };
    const options = { method: 'POST', headers, body: '{}' };
    const { status } = await rawRequest(server, `/api/traces/${id}/restore`, options);
    expect(status, type).toBe(415);
  }
});

for (const settings of [{ HOST: '0.0.0.0' }, { HOST: '::' }, { HOST: '192.168.77.5' }])
  test(`HOST=${settings.HOST} without a password does not start, and says why`, async () => {
    const { code, output } = await TestServer.refuse(settings);
    expect(code).toBe(1);
    expect(output).toContain('RETAKE_PASSWORD');
  });

test('every page has a content policy with a nonce of its own, and no unsafe-eval', async ({
  shared: server,
}) => {
  const nonces = new Set<string>();
  for (const path of pagePaths()) {
    const { headers, body } = await rawRequest(server, path);
    const policy = String(headers['content-security-policy']);
    const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? [];
    expect(nonce, path).not.toBe('');
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).toContain("object-src 'none'");
    expect(policy, path).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/);
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    const scripts = body.match(/<script\b[^>]*>/g) ?? [];
    for (const script of scripts) expect(script, path).toContain(`nonce="${nonce}"`);
    expect(nonces.has(nonce)).toBe(false);
    nonces.add(nonce);
  }
});
