import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Endpoint } from '@/lib/api/endpoint-contract';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { createEndpoint } from './change-endpoint';
import { listModels } from './list-models';
import { json, type MockApi, mockApi, replies, stream } from './mock-api.testing';
import { testEndpoint } from './test-endpoint';

const key = 'sk-secret-0123456789';
let app: TestApp;
let mock: MockApi | null = null;
beforeEach(() => {
  app = openTestApp();
});
afterEach(async () => {
  mock?.close();
  mock = null;
  vi.unstubAllEnvs();
  await app.close();
});

async function endpointAt(
  answer: Parameters<typeof mockApi>[0],
  kind: Exclude<Endpoint['kind'], 'scripted'> = 'openai-compatible',
  more: { key?: string; model?: string | null; path?: string } = { key },
): Promise<{ id: string; mock: MockApi }> {
  mock = await mockApi(answer);
  const { id } = await createEndpoint(
    app.store,
    {
      ...{ name: 'Mine', kind, model: more.model === undefined ? 'm-1' : more.model },
      baseUrl: `${mock.origin}${more.path ?? '/v1'}`,
      ...{ parameters: null, allowPrivate: true, key: more.key },
    },
    false,
  );
  return { id, mock };
}

const here = { allowPrivate: false };
const test = (id: string, more: object = {}) =>
  testEndpoint(app.store, { id }, { ...here, ...more });

const providerKeys = [
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'ANTHROPIC_AUTH_TOKEN',
  'GOOGLE_GENERATIVE_AI_API_KEY',
  'GEMINI_API_KEY',
];

describe('a test call', () => {
  it.each([
    ['openai-compatible', 'chat', '/v1/chat/completions', 'authorization', `Bearer ${key}`],
    ['openai-chat', 'chat', '/v1/chat/completions', 'authorization', `Bearer ${key}`],
    ['openai-responses', 'responses', '/v1/responses', 'authorization', `Bearer ${key}`],
    ['anthropic', 'anthropic', '/v1/messages', 'x-api-key', key],
    ['google', 'google', '/v1/models/m-1:streamGenerateContent?alt=sse', 'x-goog-api-key', key],
  ] as const)('speaks %s', async (kind, reply, url, header, value) => {
    const { id, mock } = await endpointAt((_request, response) => replies[reply]?.(response), kind);
    const result = await test(id);
    expect(result).toMatchObject({ ok: true, message: null, todo: null });
    expect(result.firstMs).toBeLessThanOrEqual(result.latencyMs);
    expect(result.model).toMatch(/mock|m-1/);
    expect(mock.received).toHaveLength(1);
    const [received] = mock.received;
    expect(received).toMatchObject({ method: 'POST', url });
    expect(received?.headers[header]).toBe(value);
    const body = JSON.parse(received?.body ?? '');
    const most =
      body.max_tokens ?? body.max_output_tokens ?? body.generationConfig?.maxOutputTokens;
    expect(most ?? body.max_completion_tokens).toBe(16);
    if (kind === 'openai-responses') expect(body.store).toBe(false);
    expect(JSON.stringify(result)).not.toContain(key);
  });

  it.each(['openai-compatible', 'openai-chat', 'openai-responses', 'anthropic', 'google'] as const)(
    'of %s without a key sends none, whatever the environment holds',
    async (kind) => {
      for (const name of providerKeys) vi.stubEnv(name, 'sk-of-the-environment');
      for (const name of ['OPENAI_BASE_URL', 'ANTHROPIC_BASE_URL']) {
        vi.stubEnv(name, 'http://127.0.0.1:9');
      }
      const { id, mock } = await endpointAt((_, response) => json(response, {}, 400), kind, {});
      await test(id);
      await listModels(app.store, id, here).catch(() => null);
      for (const name of providerKeys) vi.stubEnv(name, undefined);
      await test(id);
      expect(mock.received).toHaveLength(3);
      for (const { headers, url, body } of mock.received) {
        const names = Object.keys(headers).join();
        expect(names).not.toMatch(/authorization|key|token/);
        expect(`${url}${body}${JSON.stringify(headers)}`).not.toContain('environment');
      }
    },
  );

  it.each([
    [401, `Incorrect API key provided: ${key}.`, /did not accept the key/],
    [404, 'The model m-1 does not exist', /404/],
    [429, 'slow down', /429/],
    [500, `boom ${key}`, /500/],
    [400, `bad ${key}`, /400/],
  ])('says what a %i means, without the key', async (status, message, said) => {
    const { id } = await endpointAt((_, response) =>
      json(response, { error: { message } }, status),
    );
    const result = await test(id);
    expect(result).toMatchObject({ ok: false, model: null, firstMs: null });
    expect(result.message).toMatch(said);
    expect(result.todo).toBeTruthy();
    expect(JSON.stringify(result)).not.toContain(key);
  });

  it('says that a reply broke off, and what an error in it said, without the key', async () => {
    const chunk = { id: 'c', model: 'm', choices: [{ index: 0, delta: { content: 'O' } }] };
    const { id, mock } = await endpointAt((request, response) => {
      if (mock.received.length === 1) {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(`data: ${JSON.stringify(chunk)}\n\n`);
        setTimeout(() => response.destroy(), 30);
      } else {
        expect(request.method).toBe('POST');
        stream(response, { error: { message: `no: ${key}`, code: 'x' } });
      }
    });
    const cut = await test(id);
    expect(cut).toMatchObject({ ok: false });
    expect(cut.firstMs).not.toBeNull();
    const failed = await test(id);
    expect(failed.ok).toBe(false);
    expect(JSON.stringify([cut, failed])).not.toContain(key);
  });

  it('ends a silence, and closes the connection', async () => {
    let closed = false;
    const { id } = await endpointAt((_, response) => {
      response.on('close', () => {
        closed = true;
      });
    });
    const result = await test(id, { timeoutMs: 150 });
    expect(result).toMatchObject({ ok: false, message: 'Mine did not answer within 0.15 s.' });
    expect(result.latencyMs).toBeLessThan(2000);
    await vi.waitFor(() => expect(closed).toBe(true));
  });

  it('needs a model, an endpoint that is there, and no network for the scripted one', async () => {
    const { id, mock } = await endpointAt((_, r) => replies.chat?.(r), 'openai-chat', {
      ...{ key, model: null },
    });
    expect(await test(id)).toMatchObject({ ok: false, message: expect.stringContaining('model') });
    expect(mock.received).toHaveLength(0);
    const named = await testEndpoint(app.store, { id, model: 'm-9' }, here);
    expect(named.ok).toBe(true);
    expect(JSON.parse(mock.received[0]?.body ?? '').model).toBe('m-9');
    await expect(test('f'.repeat(32))).rejects.toMatchObject({ code: 'not_found' });
    expect(await test('scripted')).toMatchObject({ ok: true, model: 'scripted' });
  });
});

describe('a list of models', () => {
  const list = (id: string) => listModels(app.store, id, here);

  it('is read as OpenAI spells it, sorted, each once', async () => {
    const data = [{ id: 'b' }, { id: 'a' }, { id: 'b' }, { id: '' }, { id: 7 }, 'x', null];
    const { id, mock } = await endpointAt((_, response) => json(response, { data }));
    expect(await list(id)).toEqual(['a', 'b']);
    expect(mock.received[0]).toMatchObject({
      ...{ method: 'GET', url: '/v1/models' },
      headers: { authorization: `Bearer ${key}` },
    });
  });

  it('is read over the pages of Anthropic and Google', async () => {
    const anthropic = await endpointAt(({ url }, response) => {
      const last = url.includes('after_id=a');
      json(response, {
        data: [{ id: last ? 'z' : 'a' }],
        has_more: !last,
        last_id: last ? 'z' : 'a',
      });
    }, 'anthropic');
    expect(await list(anthropic.id)).toEqual(['a', 'z']);
    expect(anthropic.mock.received.map(({ url }) => url)).toEqual([
      '/v1/models?limit=1000',
      '/v1/models?limit=1000&after_id=a',
    ]);
    expect(anthropic.mock.received[1]?.headers).toMatchObject({
      ...{ 'x-api-key': key, 'anthropic-version': '2023-06-01' },
    });
    anthropic.mock.close();

    const models = [
      { name: 'models/gemini-1', supportedGenerationMethods: ['generateContent'] },
      { name: 'models/embed-1', supportedGenerationMethods: ['embedContent'] },
    ];
    const google = await endpointAt(({ url }, response) => {
      json(
        response,
        url.includes('pageToken')
          ? { models: [{ name: 'models/last' }] }
          : { models, nextPageToken: 't&1' },
      );
    }, 'google');
    expect(await list(google.id)).toEqual(['gemini-1', 'last']);
    expect(google.mock.received[1]?.url).toBe('/v1/models?pageSize=1000&pageToken=t%261');
    expect(google.mock.received[1]?.headers['x-goog-api-key']).toBe(key);
  });

  it('has an end, where the pages have none', async () => {
    const data = Array.from({ length: 900 }, (_, at) => ({ at }));
    const { id, mock } = await endpointAt((_, response) => {
      const page = mock.received.length;
      json(response, {
        data: data.map(({ at }) => ({ id: `${page}-${at}` })),
        has_more: true,
        last_id: 'x',
      });
    }, 'anthropic');
    expect(await list(id)).toHaveLength(2000);
    expect(mock.received).toHaveLength(3);
  });

  it.each([
    ['404', (r: Parameters<typeof json>[0]) => json(r, {}, 404)],
    ['no JSON', (r: Parameters<typeof json>[0]) => r.end('<html>')],
    ['another shape', (r: Parameters<typeof json>[0]) => json(r, { object: 'list' })],
  ])('is none: %s', async (_name, answer) => {
    const { id } = await endpointAt((_, response) => answer(response));
    expect(await list(id)).toBeNull();
  });

  it('is refused in words that do not quote the key; a flood is cut', async () => {
    const { id, mock } = await endpointAt((_, response) => {
      if (mock.received.length === 1) json(response, { error: { message: `no ${key}` } }, 401);
      else response.end(Buffer.alloc(5 << 20, 'x'));
    });
    const error = await list(id).catch((cause: unknown) => cause);
    expect(error).toMatchObject({
      code: 'upstream',
      message: 'Mine did not accept the key (401).',
    });
    expect(JSON.stringify(error)).not.toContain(key);
    await expect(list(id)).rejects.toMatchObject({
      code: 'upstream',
      message: expect.stringContaining('more than'),
    });
    expect(await list('scripted')).toBeNull();
  });
});
