import { beforeEach, describe, expect, it } from 'vitest';
import { type Env, readEnv } from '@/lib/env';
import { maxJsonBody } from './body-rules';
import { guard } from './guard';
import type { RoutePolicy } from './route-policy';
import { closeSession, openSession, type SessionStore } from './session';

const password = 'correct horse';
let rows: Map<string, { expiresAt: Date }>;
let store: SessionStore;

beforeEach(() => {
  rows = new Map();
  store = {
    create: async (hash, expiresAt) => void rows.set(hash, { expiresAt }),
    find: async (hash) => rows.get(hash) ?? null,
    remove: async (hash) => void rows.delete(hash),
  };
  Reflect.deleteProperty(globalThis, Symbol.for('retake.password-tries'));
});

interface Ask {
  policy?: Partial<RoutePolicy>;
  headers?: Record<string, string>;
  env?: Partial<Env>;
}

/** The code of the refusal, `ok` where there is none. */
async function ask({ policy, headers, env }: Ask): Promise<string> {
  const request = new Request('http://localhost:3000/api/x', {
    headers: { host: 'localhost:3000', ...headers },
  });
  const around = { env: { ...readEnv({}), ...env }, sessions: () => store };
  const full: RoutePolicy = { access: 'session', kind: 'read', ...policy };
  return guard(request, full, around).then(
    () => 'ok',
    (error) => error.code,
  );
}

const json = { 'content-type': 'application/json', 'content-length': '2' };

describe('Host', () => {
  it.each(['session', 'public-token', 'open'] as const)(
    'must be ours, also for %s',
    async (access) => {
      const headers = { host: 'rebound.example:3000' };
      expect(await ask({ policy: { access }, headers })).toBe('forbidden');
      expect(await ask({ policy: { access } })).toBe('ok');
    },
  );
});

describe('another site', () => {
  const kinds = ['json-mutation', 'upload', 'stream'] as const;
  it.each(kinds)('may not ask for a %s', async (kind) => {
    const own = kind === 'json-mutation' ? json : {};
    const from = (headers: Record<string, string>) =>
      ask({ policy: { kind }, headers: { ...own, ...headers } });
    expect(await from({ 'sec-fetch-site': 'cross-site' })).toBe('forbidden');
    expect(await from({ 'sec-fetch-site': 'same-site' })).toBe('forbidden');
    expect(await from({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).toBe(
      'forbidden',
    );
    expect(await from({ origin: 'https://evil.example' })).toBe('forbidden');
    expect(await from({ origin: 'http://localhost:8080' })).toBe('forbidden');
    expect(await from({ origin: 'null' })).toBe('forbidden');
    expect(await from({ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' })).toBe(
      'forbidden',
    );
    expect(await from({ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' })).toBe(
      'ok',
    );
    expect(await from({ 'sec-fetch-site': 'same-origin' })).toBe('ok');
    // curl
    expect(await from({})).toBe('ok');
  });

  it('may link to a read, not embed one', async () => {
    const site = { 'sec-fetch-site': 'cross-site' };
    expect(await ask({ headers: { ...site, 'sec-fetch-mode': 'navigate' } })).toBe('ok');
    expect(await ask({ headers: { ...site, 'sec-fetch-mode': 'no-cors' } })).toBe('forbidden');
    expect(await ask({ headers: { ...site, 'sec-fetch-mode': 'cors' } })).toBe('forbidden');
  });

  it('may not upload by a form, whatever simple type it has', async () => {
    const simple = ['text/plain', 'multipart/form-data; boundary=a'];
    for (const type of [...simple, 'application/x-www-form-urlencoded']) {
      const headers = { 'content-type': type, origin: 'https://evil.example' };
      expect(await ask({ policy: { kind: 'upload' }, headers })).toBe('forbidden');
    }
  });
});

describe('the body of a JSON mutation', () => {
  const mutate = (headers: Record<string, string>) =>
    ask({ policy: { kind: 'json-mutation' }, headers });

  it.each([
    ['application/x-www-form-urlencoded', 'unsupported_media'],
    ['text/plain', 'unsupported_media'],
    ['multipart/form-data; boundary=a', 'unsupported_media'],
    ['text/json', 'unsupported_media'],
    ['application/json', 'ok'],
    ['Application/JSON; charset=utf-8', 'ok'],
  ])('of type %s: %s', async (type, outcome) => {
    expect(await mutate({ 'content-type': type, 'content-length': '2' })).toBe(outcome);
  });

  it('has a type as soon as it has a byte', async () => {
    expect(await mutate({})).toBe('ok');
    expect(await mutate({ 'content-length': '0' })).toBe('ok');
    expect(await mutate({ 'content-length': '1' })).toBe('unsupported_media');
    expect(await mutate({ 'transfer-encoding': 'chunked' })).toBe('unsupported_media');
    expect(await mutate({ 'content-length': '0', 'content-type': 'text/plain' })).toBe(
      'unsupported_media',
    );
  });

  it('states a length within the limit', async () => {
    const type = { 'content-type': 'application/json' };
    expect(await mutate({ ...type, 'content-length': String(maxJsonBody) })).toBe('ok');
    expect(await mutate({ ...type, 'content-length': String(maxJsonBody + 1) })).toBe('too_large');
    expect(await mutate({ ...type, 'content-length': '-1' })).toBe('bad_request');
    expect(await mutate({ ...type, 'transfer-encoding': 'chunked' })).toBe('length_required');
  });
});

describe('an upload', () => {
  const upload = (headers: Record<string, string>) =>
    ask({ policy: { kind: 'upload' }, headers, env: { maxUpload: 1000 } });

  it('is of a type that a trace may have', async () => {
    expect(await upload({})).toBe('ok');
    for (const type of ['application/zip', 'text/plain; charset=utf-8', 'application/x-ndjson']) {
      expect(await upload({ 'content-type': type })).toBe('ok');
    }
    // curl --data-binary
    expect(await upload({ 'content-type': 'application/x-www-form-urlencoded' })).toBe('ok');
    for (const type of ['text/html', 'image/png']) {
      expect(await upload({ 'content-type': type })).toBe('unsupported_media');
    }
  });

  it('is not longer than RETAKE_MAX_UPLOAD', async () => {
    expect(await upload({ 'content-length': '1000' })).toBe('ok');
    expect(await upload({ 'content-length': '1001' })).toBe('too_large');
  });
});

describe('the session', () => {
  const env = { ...readEnv({}), password };
  const cookieOf = (setCookie: string) => setCookie.split(';')[0] ?? '';

  it('is asked for where a password is set, but not for shares and login', async () => {
    expect(await ask({ env })).toBe('unauthorized');
    expect(await ask({ env, policy: { access: 'public-token' } })).toBe('ok');
    expect(await ask({ env, policy: { access: 'open' } })).toBe('ok');
  });

  it('comes by cookie, until logout', async () => {
    const setCookie = await openSession(env, store);
    expect(setCookie).toMatch(
      /^retake_session_3000=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Strict$/,
    );
    const cookie = cookieOf(setCookie);
    expect([...rows.keys()].join()).not.toContain(cookie.split('=')[1]);
    expect(await ask({ env, headers: { cookie } })).toBe('ok');
    expect(await ask({ env, headers: { cookie: `a=b; ${cookie}; c=d` } })).toBe('ok');
    expect(await ask({ env, headers: { cookie: `x${cookie}` } })).toBe('unauthorized');
    const removed = await closeSession(new Headers({ cookie }), env, store);
    expect(removed).toContain('Max-Age=0');
    expect(await ask({ env, headers: { cookie } })).toBe('unauthorized');
  });

  it('ends with its time and with its password', async () => {
    const cookie = cookieOf(await openSession(env, store));
    expect(await ask({ env: { ...env, password: 'another one' }, headers: { cookie } })).toBe(
      'unauthorized',
    );
    for (const row of rows.values()) row.expiresAt = new Date(Date.now() - 1);
    expect(await ask({ env, headers: { cookie } })).toBe('unauthorized');
  });

  it('is Secure where the public address is https', async () => {
    expect(await openSession({ ...env, publicUrl: 'https://a.example' }, store)).toMatch(
      /; Secure$/,
    );
  });

  it('may be the password itself, for programs', async () => {
    expect(await ask({ env, headers: { authorization: `Bearer ${password}` } })).toBe('ok');
    expect(await ask({ env, headers: { authorization: 'Bearer wrong' } })).toBe('unauthorized');
    expect(await ask({ env, headers: { authorization: `Basic ${password}` } })).toBe(
      'unauthorized',
    );
  });

  it('cannot be guessed at for long; who has one is not held up', async () => {
    const cookie = cookieOf(await openSession(env, store));
    const guess = { authorization: 'Bearer wrong' };
    for (let i = 0; i < 20; i += 1) expect(await ask({ env, headers: guess })).toBe('unauthorized');
    expect(await ask({ env, headers: guess })).toBe('too_many');
    expect(await ask({ env, headers: { authorization: `Bearer ${password}` } })).toBe('too_many');
    expect(await ask({ env, headers: { cookie } })).toBe('ok');
  });

  it('is not asked for where no password is set', async () => {
    expect(await ask({})).toBe('ok');
  });
});
