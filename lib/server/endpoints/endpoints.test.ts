// Above 400 lines, as every case is about one promise (a key goes to its own place and nowhere else) over one setup.
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Exchange } from '@/lib/egress/exchange';
import type { Network } from '@/lib/egress/guarded-agent';
import type { Script } from '@/lib/resume/scripted-model';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import {
  createEndpoint,
  type EndpointChange,
  removeEndpoint,
  updateEndpoint,
} from './change-endpoint';
import { findEndpoint, listEndpoints } from './find-endpoint';
import { listModels } from './list-models';
import { json, type MockApi, mockApi, replies } from './mock-api.testing';
import { keyStandIn, openEndpoint } from './open-endpoint';
import { testEndpoint } from './test-endpoint';

const key = 'sk-secret-0123456789';
const keyNames = [
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'GOOGLE_GENERATIVE_AI_API_KEY',
  'GEMINI_API_KEY',
];
let app: TestApp;
const mocks: MockApi[] = [];
beforeEach(() => {
  for (const name of keyNames) vi.stubEnv(name, '');
  app = openTestApp();
});
afterEach(async () => {
  for (const mock of mocks.splice(0)) mock.close();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await app.close();
});

const draft = (baseUrl: string, more: object = {}) => ({
  ...{ name: 'Mine', kind: 'openai-compatible' as const, baseUrl, model: 'm-1' },
  ...{ parameters: null, allowPrivate: true, key },
  ...more,
});
const create = (baseUrl: string, more: object = {}) =>
  createEndpoint(app.store, draft(baseUrl, more), false);
const update = (id: string, change: EndpointChange) => updateEndpoint(app.store, id, change, false);
async function chatMock(): Promise<MockApi> {
  const mock = await mockApi((_, response) => replies.chat?.(response));
  mocks.push(mock);
  return mock;
}
const script: Script = {
  ...{ call: () => null, made: 0, setupEdited: true, edit: '', recorded: () => null },
  ...{ isRecorded: () => true, delay: () => Promise.resolve() },
};
const context = (more: object = {}) => ({
  ...{ allowPrivate: false, script, onExchange: () => {} },
  ...more,
});
const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'hi' }] }];
const call = async (id: string, more: object = {}) => {
  const { model } = await openEndpoint(app.store, { id }, context(more));
  const { stream } = await model.doStream({ prompt });
  const reader = stream.getReader();
  while (!(await reader.read()).done);
};
const rowKey = async (id: string) =>
  (await app.store.prisma.endpoint.findUniqueOrThrow({ where: { id } })).key;

describe('a stored endpoint', () => {
  it('is made, listed, changed and removed, and never tells its key', async () => {
    const parameters = { temperature: 0.5, nested: { top_k: 3 } };
    const made = await create('https://llm.example.com/v1/', { parameters, allowPrivate: false });
    expect(made).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      ...{ name: 'Mine', kind: 'openai-compatible', baseUrl: 'https://llm.example.com/v1' },
      ...{ host: 'llm.example.com', model: 'm-1', parameters, allowPrivate: false },
      ...{ key: 'stored', origin: 'stored' },
    });
    const changed = await update(made.id, { name: 'Ours', model: null, parameters: null });
    expect(changed).toEqual({ ...made, name: 'Ours', model: null, parameters: null });
    expect(await listEndpoints(app.store)).toEqual([
      expect.objectContaining({ id: 'scripted', origin: 'builtin', key: 'none' }),
      changed,
    ]);
    expect(JSON.stringify([made, changed])).not.toContain(key);
    expect(await removeEndpoint(app.store, made.id)).toEqual({ id: made.id });
    for (const gone of [removeEndpoint(app.store, made.id), update(made.id, { name: 'x' })]) {
      await expect(gone).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(openEndpoint(app.store, { id: made.id }, context())).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('keeps its key while scheme, host and port stay, and gives it away to nobody else', async () => {
    const { id } = await create('https://llm.example.com/v1');
    const sealed = await rowKey(id);
    expect(await update(id, { baseUrl: 'https://LLM.example.com:443/v2' })).toMatchObject({
      ...{ key: 'stored', baseUrl: 'https://llm.example.com/v2' },
    });
    expect(await rowKey(id)).toBe(sealed);
    for (const baseUrl of [
      'http://llm.example.com/v2',
      'https://llm.example.com:8443/v2',
      'https://llm.example.com.evil.example/v2',
      'https://evil.example/llm.example.com',
    ]) {
      const other = (await create('https://llm.example.com/v1')).id;
      expect(await update(other, { baseUrl })).toMatchObject({ key: 'lost', baseUrl });
      expect(await rowKey(other)).toBe('dropped');
      // Also not once it goes back.
      const back = await update(other, { baseUrl: 'https://llm.example.com/v1' });
      expect(back.key).toBe('lost');
    }
    expect(await update(id, { baseUrl: 'https://new.example/v1', key: 'sk-new' })).toMatchObject({
      key: 'stored',
    });
    expect((await findEndpoint(app.store, id)).openKey()).toBe('sk-new');
    expect(await update(id, { key: null })).toMatchObject({ key: 'none' });
    expect(await rowKey(id)).toBeNull();
    expect(await update(id, { baseUrl: 'https://third.example' })).toMatchObject({ key: 'none' });
  });

  it('whose address changed sends no key: not by a run, a test, or a list of models', async () => {
    const [mine, evil] = [await chatMock(), await chatMock()];
    const { id } = await create(`${mine.origin}/v1`);
    await call(id);
    expect(mine.received[0]?.headers.authorization).toBe(`Bearer ${key}`);

    await update(id, { baseUrl: `${evil.origin}/v1` });
    await expect(call(id)).rejects.toMatchObject({
      code: 'bad_request',
      hint: expect.stringContaining('Type the key again'),
    });
    expect(await testEndpoint(app.store, { id }, context())).toMatchObject({ ok: false });
    await expect(listModels(app.store, id, context())).rejects.toMatchObject({
      code: 'bad_request',
    });
    expect(evil.received).toEqual([]);

    await update(id, { key: null });
    await call(id);
    expect(evil.received).toHaveLength(1);
    expect(evil.received[0]?.headers).not.toHaveProperty('authorization');
    expect(JSON.stringify(evil.received)).not.toContain(key);
  });

  it('whose row was changed behind our back sends no key either', async () => {
    const [mine, evil] = [await chatMock(), await chatMock()];
    const { id } = await create(`${mine.origin}/v1`);
    await app.store.prisma.endpoint.update({ where: { id }, data: { baseUrl: evil.origin } });
    expect((await listEndpoints(app.store))[1]).toMatchObject({ id, key: 'lost' });
    await expect(call(id)).rejects.toMatchObject({ code: 'bad_request' });
    expect(evil.received).toEqual([]);
    const other = await create(`${mine.origin}/v1`, { key: 'sk-another' });
    await app.store.prisma.endpoint.update({
      where: { id: other.id },
      data: { key: await rowKey(id) },
    });
    await expect(call(other.id)).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('does not carry its key over a redirect to another origin', async () => {
    const evil = await chatMock();
    const mine = await mockApi((_, response) => {
      response.writeHead(307, { location: `${evil.origin}/v1/chat/completions` });
      response.end();
    });
    mocks.push(mine);
    const { id } = await create(`${mine.origin}/v1`);
    await expect(call(id)).rejects.toThrow();
    // Leave to be private is for its own origin, not for where it redirects to.
    expect(evil.received).toEqual([]);
  });

  it.each([
    ['  sk-padded-key \t', 'sk-padded-key'],
    ['\nsk-padded-key\r\n', 'sk-padded-key'],
  ])('takes the key %j without what stands around it', async (typed, kept) => {
    const { id } = await create('https://llm.example.com', { key: typed });
    expect((await findEndpoint(app.store, id)).openKey()).toBe(kept);
  });

  it.each([
    'sk-1\nsk-2',
    'sk-1\r\nX-Evil: 1',
    'sk-\u0000',
    'sk-\u2026',
    'sk-é',
    '\u200bsk-1',
    'Bearer sk-1',
  ])('refuses the key %j without quoting it', async (typed) => {
    const error = await create('https://llm.example.com', { key: typed }).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'bad_request', hint: expect.any(String) });
    expect(String(error)).not.toContain('sk-');
    expect(await listEndpoints(app.store)).toHaveLength(1);
    const { id } = await create('https://llm.example.com');
    await expect(update(id, { key: typed })).rejects.toMatchObject({ code: 'bad_request' });
  });
});

describe('an address that is saved', () => {
  const privates = [
    'http://127.0.0.1:11434/v1',
    'http://2130706433/v1',
    'http://0x7f000001/v1',
    'http://0177.0.0.1/v1',
    'http://10.1.2.3/v1',
    'http://192.168.0.1/v1',
    'http://100.64.0.1/v1',
    'http://[::1]/v1',
    'http://[::ffff:127.0.0.1]/v1',
    'http://[fd12::1]/v1',
    'http://localhost:11434/v1',
    'http://ollama.localhost./v1',
  ];
  const never = [
    'http://169.254.169.254/latest',
    'http://2852039166/',
    'http://0251.0376.0251.0376/',
    'http://[::ffff:169.254.169.254]/',
    'http://[fd00:ec2::254]/',
    'http://169.254.1.1/',
    'http://[fe80::1]/',
    'http://0.0.0.0/',
    'http://100.100.100.200/',
    'https://me:sk-secret@llm.example.com/v1',
    'https://sk-secret@llm.example.com/v1',
    'ftp://llm.example.com/v1',
    'file:///etc/passwd',
  ];

  it.each(privates)('%s needs leave', async (url) => {
    await expect(create(url, { allowPrivate: false })).rejects.toMatchObject({
      code: 'egress_blocked',
    });
    const { id } = await create(url);
    await expect(update(id, { allowPrivate: false })).rejects.toMatchObject({
      code: 'egress_blocked',
    });
    const { id: other } = await create('https://llm.example.com', { allowPrivate: false });
    await expect(update(other, { baseUrl: url })).rejects.toMatchObject({
      code: 'egress_blocked',
    });
    const open = await createEndpoint(app.store, draft(url, { allowPrivate: false }), true);
    expect(open.allowPrivate).toBe(false);
    await expect(call(open.id)).rejects.toMatchObject({ code: 'egress_blocked' });
  });

  it.each(never)('%s is refused, whatever leave there is', async (url) => {
    const error = await createEndpoint(app.store, draft(url), true).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'egress_blocked' });
    expect(String(error)).not.toContain('sk-secret');
  });

  it.each(['https://a.example/v1?key=sk-1', 'https://a.example/v1#x', 'https://a.example/v1?'])(
    '%s is refused: it ends before',
    async (url) => {
      await expect(create(url)).rejects.toMatchObject({ code: 'bad_request' });
    },
  );

  it('of a known provider without its path gets it', async () => {
    const { baseUrl } = await create('https://generativelanguage.googleapis.com/');
    expect(baseUrl).toBe('https://generativelanguage.googleapis.com/v1beta');
  });

  it('that resolves to a private or metadata address is refused at connect', async () => {
    const dial = vi.fn<Network['dial']>();
    const { id } = await create('http://rebind.example/v1', { allowPrivate: false });
    for (const address of ['127.0.0.1', '169.254.169.254']) {
      const network: Network = { resolve: async () => [{ address, family: 4 }], dial };
      const result = await testEndpoint(app.store, { id }, { allowPrivate: false, network });
      expect(result).toMatchObject({ ok: false, message: expect.stringContaining(address) });
    }
    expect(dial).not.toHaveBeenCalled();
  });
});

describe('a key of the environment', () => {
  const all = () => {
    for (const name of keyNames) vi.stubEnv(name, `sk-env-${name.toLowerCase()}`);
  };

  it('gives an endpoint where it is set, and none where it is not', async () => {
    expect((await listEndpoints(app.store)).map(({ id }) => id)).toEqual(['scripted']);
    await expect(openEndpoint(app.store, { id: 'env-openai' }, context())).rejects.toMatchObject({
      ...{ code: 'not_found', message: expect.stringContaining('OPENAI_API_KEY') },
    });
    vi.stubEnv('GEMINI_API_KEY', 'sk-env-gemini');
    expect((await listEndpoints(app.store)).map(({ id }) => id)).toEqual([
      'scripted',
      'env-google',
    ]);
    all();
    const listed = await listEndpoints(app.store);
    expect(listed.map(({ id, key, host }) => [id, key, host])).toEqual([
      ['scripted', 'none', null],
      ['env-openai', 'environment', 'api.openai.com'],
      ['env-anthropic', 'environment', 'api.anthropic.com'],
      ['env-google', 'environment', 'generativelanguage.googleapis.com'],
    ]);
    expect(JSON.stringify(listed)).not.toContain('sk-env');
    for (const id of ['scripted', 'env-openai']) {
      await expect(update(id, { name: 'x' })).rejects.toMatchObject({ code: 'bad_request' });
      await expect(removeEndpoint(app.store, id)).rejects.toMatchObject({ code: 'bad_request' });
    }
    await expect(openEndpoint(app.store, { id: 'env-openai' }, context())).rejects.toMatchObject({
      ...{ code: 'bad_request', message: 'OpenAI has no model of its own: name one.' },
    });
    await expect(openEndpoint(app.store, { id: 'env-other' }, context())).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it.each([
    ['env-openai', 'api.openai.com', 'Bearer sk-env-openai_api_key'],
    ['env-anthropic', 'api.anthropic.com', 'sk-env-anthropic_api_key'],
    ['env-google', 'generativelanguage.googleapis.com', 'sk-env-google_generative_ai_api_key'],
  ])('of %s goes to %s', async (id, host, sent) => {
    all();
    const mock = await chatMock();
    const dialled: string[] = [];
    // The name leads to our own server: nothing outside is dialled.
    const network: Network = {
      resolve: async () => [{ address: '93.184.216.34', family: 4 }],
      dial(options, _addresses, _timeout, callback) {
        dialled.push(`${options.protocol}//${options.hostname}`);
        const socket = connect(Number(new URL(mock.origin).port), '127.0.0.1', () =>
          callback(null, socket),
        );
      },
    };
    await testEndpoint(app.store, { id, model: 'm-1' }, { allowPrivate: false, network });
    expect(dialled).toEqual([`https://${host}`]);
    expect(mock.received).toHaveLength(1);
    expect(mock.received[0]?.headers.host).toBe(host);
    expect(Object.values(mock.received[0]?.headers ?? {})).toContain(sent);
  });

  it('goes to no other address, by any kind of endpoint', async () => {
    all();
    const mock = await mockApi((_, response) => json(response, {}, 400));
    mocks.push(mock);
    const kinds = ['openai-compatible', 'openai-chat', 'openai-responses', 'anthropic', 'google'];
    for (const kind of kinds) {
      const { id, key: state } = await create(`${mock.origin}/v1`, { kind, key: undefined });
      expect(state).toBe('none');
      await testEndpoint(app.store, { id }, context());
    }
    expect(mock.received).toHaveLength(kinds.length);
    expect(JSON.stringify(mock.received)).not.toContain('sk-env');
  });

  it('serves a stored endpoint at its own address that has none', async () => {
    all();
    const at = (baseUrl: string) => create(baseUrl, { key: undefined });
    expect(await at('https://api.openai.com/v1')).toMatchObject({ key: 'environment' });
    expect(await at('http://api.openai.com/v1')).toMatchObject({ key: 'none' });
    expect(await at('https://api.openai.com:8443/v1')).toMatchObject({ key: 'none' });
  });
});

describe('an opened endpoint', () => {
  it('says what is kept and shown of it, and takes the model of the choice first', async () => {
    const parameters = { temperature: 0 };
    const { id } = await create('https://llm.example.com/v1', { parameters });
    const opened = await openEndpoint(app.store, { id, model: 'm-2' }, context());
    expect(opened).toMatchObject({
      kind: 'openai-compatible',
      shown: {
        id,
        kind: 'openai-compatible',
        label: 'Mine',
        model: 'm-2',
        host: 'llm.example.com',
      },
      parameters,
    });
    expect(opened.model.modelId).toBe('m-2');
    const scripted = await openEndpoint(app.store, { id: 'scripted' }, context());
    expect(scripted).toMatchObject({ kind: 'scripted', shown: { host: null, model: 'scripted' } });
  });

  it('shows another fetch what would be sent, with a stand-in for the key', async () => {
    const seen: [string, string | null][] = [];
    const fetch = async (input: unknown, init?: RequestInit) => {
      seen.push([String(input), new Headers(init?.headers).get('authorization')]);
      return new Response('data: [DONE]\n\n');
    };
    const { id } = await create('https://llm.example.com/v1');
    await call(id, { fetch });
    await update(id, { baseUrl: 'https://other.example/v1' });
    await call(id, { fetch });
    await update(id, { key: null });
    await call(id, { fetch });
    expect(seen).toEqual([
      ['https://llm.example.com/v1/chat/completions', `Bearer ${keyStandIn}`],
      ['https://other.example/v1/chat/completions', `Bearer ${keyStandIn}`],
      ['https://other.example/v1/chat/completions', null],
    ]);
  });

  it('leaves its key in no file, no exchange and no log', async () => {
    const logged: unknown[] = [];
    for (const name of ['log', 'warn', 'error', 'info'] as const) {
      vi.spyOn(console, name).mockImplementation((...said) => logged.push(...said));
    }
    const exchanges: Exchange[] = [];
    const mock = await mockApi(({ headers }, response) => {
      if (mock.received.length === 1) return replies.chat?.(response);
      // Some quote what they refuse.
      json(response, { error: { message: `wrong: ${headers.authorization}` } }, 401);
    });
    mocks.push(mock);
    const { id } = await create(`${mock.origin}/v1`);
    const onExchange = (exchange: Exchange) => exchanges.push(exchange);
    await call(id, { onExchange });
    const refusal = await call(id, { onExchange }).catch((error: unknown) => error);
    await testEndpoint(app.store, { id }, context());
    await update(id, { key: 'sk-another-0123456789' });

    expect(mock.received).toHaveLength(3);
    expect(exchanges).toHaveLength(2);
    const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1');
    const told = exchanges.map((one) => JSON.stringify(one) + text(one.response?.body));
    const shown = [told, logged.map(String), JSON.stringify(refusal), String(refusal)].join();
    const files = readdirSync(app.folder).map((name) =>
      readFileSync(join(app.folder, name), 'latin1'),
    );
    expect(readdirSync(app.folder)).toEqual(
      expect.arrayContaining(['retake.db', 'retake.db-wal', 'secret']),
    );
    for (const secret of [key, 'sk-another-0123456789']) {
      for (const form of [secret, Buffer.from(secret).toString('base64').slice(0, -4)]) {
        expect(shown).not.toContain(form);
        for (const file of files) expect(file.includes(form)).toBe(false);
      }
    }
    // It would be found: what is beside it is there.
    expect(files.some((file) => file.includes(mock.origin))).toBe(true);
  });
});
