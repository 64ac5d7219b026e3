import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Exchange } from './exchange';
import { type Network, realNetwork } from './guarded-agent';
import { type EgressPolicy, guardedFetch } from './guarded-fetch';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const servers: Server[] = [];

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on loopback. @returns its origin */
async function serve(handler: Handler): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is an AddressInfo.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** Whatever the code under test believes, only loopback is dialled. */
const loopback: Network = {
  resolve: realNetwork.resolve,
  dial(options, addresses, timeout, callback) {
    const local = addresses.filter(({ address }) => address === '127.0.0.1' || address === '::1');
    if (local.length !== addresses.length) throw new Error('a test dialled beyond loopback');
    realNetwork.dial(options, local, timeout, callback);
  },
};

function recording(policy: Partial<EgressPolicy> = {}) {
  const exchanges: Exchange[] = [];
  const onExchange = (exchange: Exchange) => exchanges.push(exchange);
  return {
    exchanges,
    fetch: guardedFetch({ allowPrivate: true, onExchange, ...policy }, loopback),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: unknown) => error,
  );

describe('an allowed endpoint', () => {
  it('gets the request and the exchange is what went over the wire, without secrets', async () => {
    let received = '';
    let key: string | undefined;
    const reply = `{"text":"größer 🧪","pad":"${'x'.repeat(200_000)}"}`;
    const origin = await serve(async (request, response) => {
      received = sha256(await bodyOf(request));
      key = request.headers.authorization;
      response.writeHead(200, { 'set-cookie': 'a=secret', 'x-request-id': 'r1' });
      response.write(reply.slice(0, 1000));
      setTimeout(() => response.end(reply.slice(1000)), 20);
    });
    const { fetch, exchanges } = recording();
    const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'ß 🧪' }] });
    const response = await fetch(`${origin}/v1/chat?key=secret&a=1`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer secret',
        'x-api-key': 'secret',
        cookie: 'c=secret',
        'x-goog-api-key': 'secret',
        'content-type': 'application/json',
      },
      body,
    });
    expect(response).toBeInstanceOf(Response);
    expect(exchanges).toEqual([]);
    expect(await response.text()).toBe(reply);

    expect(key).toBe('Bearer secret');
    const [exchange] = exchanges;
    expect(exchanges).toHaveLength(1);
    expect(received).toBe(sha256(body));
    expect(sha256(exchange?.request.body ?? '')).toBe(received);
    expect(sha256(exchange?.response?.body ?? '')).toBe(sha256(reply));
    expect(exchange).toMatchObject({ complete: true, error: null, redirects: [] });
    expect(exchange?.request.url).toBe(`${origin}/v1/chat?key=removed&a=1`);
    expect(exchange?.request.headers).toContainEqual(['content-type', 'application/json']);
    expect(exchange?.response?.headers).toContainEqual(['x-request-id', 'r1']);
    const { body: _, ...head } = exchange?.response ?? { body: null };
    expect(JSON.stringify([exchange?.request, head])).not.toContain('secret');
  });

  it('may answer with an error or with nothing', async () => {
    const origin = await serve((request, response) => {
      response.writeHead(request.url === '/none' ? 204 : 429).end();
    });
    const { fetch, exchanges } = recording();
    expect((await fetch(`${origin}/none`)).status).toBe(204);
    const limited = await fetch(`${origin}/limited`);
    expect(limited.status).toBe(429);
    await limited.text();
    expect(exchanges.map(({ complete }) => complete)).toEqual([true, true]);
  });

  it('takes a Request as well as a URL', async () => {
    const origin = await serve(async (request, response) => {
      response.end(`${request.method} ${await bodyOf(request)}`);
    });
    const { fetch } = recording();
    const response = await fetch(new Request(origin, { method: 'PUT', body: 'abc' }));
    expect(await response.text()).toBe('PUT abc');
  });

  it('is refused without permission, by name and by address: nothing arrives', async () => {
    const arrived = vi.fn<Handler>((_request, response) => void response.end());
    const origin = await serve(arrived);
    const { fetch, exchanges } = recording({ allowPrivate: false });
    for (const url of [origin, origin.replace('127.0.0.1', 'localhost')]) {
      expect(await failure(fetch(url))).toMatchObject({ code: 'egress_blocked' });
    }
    expect(arrived).not.toHaveBeenCalled();
    // The first was refused before there was a request.
    expect(exchanges).toMatchObject([{ response: null, complete: false }]);
  });

  it('that is not there is said so', async () => {
    const origin = await serve(() => {});
    servers[0]?.close();
    const { fetch, exchanges } = recording();
    expect(await failure(fetch(origin))).toMatchObject({
      code: 'upstream',
      message: `Nothing answers at ${origin.slice(7)}.`,
    });
    expect(exchanges).toMatchObject([{ response: null, complete: false }]);
  });
});

describe('limits', () => {
  it('end a reply that is too long, and its connection', async () => {
    const closed = vi.fn();
    const origin = await serve((request, response) => {
      request.socket.on('close', closed);
      const timer = setInterval(() => response.write('x'.repeat(60_000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    const { fetch, exchanges } = recording({ maxBytes: 100_000 });
    const response = await fetch(origin);
    expect(await failure(response.text())).toMatchObject({
      code: 'upstream',
      details: { maxBytes: 100_000 },
    });
    await vi.waitFor(() => expect(closed).toHaveBeenCalled(), 500);
    expect(exchanges).toMatchObject([{ complete: false }]);
    expect(exchanges[0]?.response?.body.length).toBeLessThanOrEqual(100_000);
  });

  it('refuse a reply that says it is too long', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '200000' }).write('x');
    });
    const { fetch } = recording({ maxBytes: 100_000 });
    expect(await failure(fetch(origin))).toMatchObject({ code: 'upstream' });
  });

  it('end a wait for headers, a silence in the reply, and the whole', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/silent') return;
      response.write('a');
      const timer = setInterval(() => request.url === '/drip' && response.write('b'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const { fetch, exchanges } = recording({ timeouts: { idle: 150, total: 600 } });
    expect(await failure(fetch(`${origin}/silent`))).toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('sent nothing for 150 ms'),
    });
    const stalled = await fetch(`${origin}/stall`);
    expect(await failure(stalled.text())).toMatchObject({ code: 'timeout' });
    const endless = await fetch(`${origin}/drip`);
    expect(await failure(endless.text())).toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('did not finish within 600 ms'),
    });
    expect(exchanges.map(({ complete }) => complete)).toEqual([false, false, false]);
    expect(Buffer.from(exchanges[1]?.response?.body ?? []).toString()).toBe('a');
  });

  it('do not count the time of a slow reader', async () => {
    const origin = await serve((_request, response) => {
      response.write('a'.repeat(1000));
      response.end('b');
    });
    const { fetch } = recording({ timeouts: { idle: 1000 } });
    const response = await fetch(origin);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await response.text()).length).toBe(1001);
  });

  it('end a reply that breaks off', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.destroy(), 30);
    });
    const { fetch, exchanges } = recording();
    const response = await fetch(origin);
    expect(await failure(response.text())).toMatchObject({ code: 'upstream' });
    expect(exchanges).toMatchObject([{ complete: false, response: { status: 200 } }]);
  });
});

describe('abort', () => {
  it.each(['before headers', 'in the reply', 'unread'])(
    '%s closes the connection soon, with its own reason',
    async (when) => {
      const closed = vi.fn();
      const origin = await serve((request, response) => {
        request.socket.on('close', closed);
        if (when !== 'before headers') response.write('data: 1\n\n');
      });
      const { fetch, exchanges } = recording();
      const abort = new AbortController();
      const work = fetch(origin, { signal: abort.signal }).then((response) =>
        when === 'unread'
          ? new Promise((resolve) => setTimeout(resolve, 200)).then(() => response.text())
          : response.text(),
      );
      const failed = failure(work);
      await new Promise((resolve) => setTimeout(resolve, 100));
      abort.abort();
      await vi.waitFor(() => expect(closed).toHaveBeenCalled(), { timeout: 500, interval: 10 });
      expect(await failed).toBe(abort.signal.reason);
      expect(exchanges).toMatchObject([{ complete: false }]);
    },
  );

  it('that came first sends nothing', async () => {
    const arrived = vi.fn<Handler>();
    const origin = await serve(arrived);
    const { fetch } = recording();
    const signal = AbortSignal.abort();
    expect(await failure(fetch(origin, { signal }))).toBe(signal.reason);
    expect(arrived).not.toHaveBeenCalled();
  });

  it('of a reader who has enough closes the connection and keeps what was read', async () => {
    const closed = vi.fn();
    const origin = await serve((request, response) => {
      request.socket.on('close', closed);
      response.write('enough');
    });
    const { fetch, exchanges } = recording();
    const reader = (await fetch(origin)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await vi.waitFor(() => expect(closed).toHaveBeenCalled(), { timeout: 500, interval: 10 });
    expect(exchanges).toMatchObject([{ complete: false, error: null }]);
  });
});

describe('redirects', () => {
  it('307 and 308 take the request along; secrets only within the origin', async () => {
    const seen: [string | undefined, string | undefined, string][] = [];
    const handler: Handler = async (request, response) => {
      const { authorization, cookie } = request.headers;
      seen.push([authorization, cookie, String(await bodyOf(request))]);
      if (request.url === '/a') response.writeHead(307, { location: '/b' }).end();
      else response.end('ok');
    };
    const origin = await serve(handler);
    const { fetch, exchanges } = recording();
    const headers = { authorization: 'Bearer k', cookie: 'c=1' };
    const response = await fetch(`${origin}/a`, { method: 'POST', headers, body: 'hello' });
    expect(await response.text()).toBe('ok');
    expect(seen).toEqual([
      ['Bearer k', 'c=1', 'hello'],
      ['Bearer k', 'c=1', 'hello'],
    ]);
    expect(exchanges).toMatchObject([
      { redirects: [`${origin}/a`], request: { url: `${origin}/b` } },
    ]);
  });

  it('to another origin lose every secret header', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const target = await serve((request, response) => {
      seen.push(request.headers);
      response.end('ok');
    });
    const port = new URL(target).port;
    const from = await serve((_request, response) => {
      response.writeHead(308, { location: `http://public.example:${port}/` }).end();
    });
    // The name counts as public; the socket goes to our own server.
    const fetch = guardedFetch(
      { allowPrivate: true },
      {
        resolve: async () => [{ address: '93.184.216.34', family: 4 }],
        dial: (options, _addresses, timeout, callback) =>
          realNetwork.dial(options, [{ address: '127.0.0.1', family: 4 }], timeout, callback),
      },
    );
    const response = await fetch(from, {
      method: 'POST',
      body: '{}',
      headers: { authorization: 'Bearer k', cookie: 'c', 'x-api-key': 'k', 'x-team': 't' },
    });
    expect(await response.text()).toBe('ok');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ 'x-team': 't' });
    for (const name of ['authorization', 'cookie', 'x-api-key'])
      expect(seen[0]).not.toHaveProperty(name);
  });

  it.each([
    ['private by address', (port: string) => `http://127.0.0.1:${port}/`],
    ['private by name', (port: string) => `http://localhost:${port}/`],
    ['private by a decimal address', (port: string) => `http://2130706433:${port}/`],
    ['metadata', () => 'http://169.254.169.254/latest'],
    ['credentials', (port: string) => `http://a:b@127.0.0.1:${port}/`],
    ['another scheme', () => 'file:///etc/passwd'],
  ])('to %s are refused, even from an allowed private endpoint', async (_what, location) => {
    const arrived = vi.fn<Handler>((_request, response) => void response.end());
    const target = await serve(arrived);
    const from = await serve((_request, response) => {
      response.writeHead(307, { location: location(new URL(target).port) }).end();
    });
    const { fetch, exchanges } = recording();
    const error = await failure(fetch(from, { method: 'POST', body: '{}' }));
    expect(error).toMatchObject({ code: 'egress_blocked' });
    expect(arrived).not.toHaveBeenCalled();
    expect(exchanges).toMatchObject([{ complete: false, redirects: [`${from}/`] }]);
  });

  it('that would drop the body, lead nowhere or never end are errors', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/302') response.writeHead(302, { location: '/ok' }).end();
      else if (request.url === '/bad') response.writeHead(307, { location: 'http://[' }).end();
      else response.writeHead(307, { location: '/loop' }).end();
    });
    const { fetch } = recording();
    for (const path of ['/302', '/bad', '/loop']) {
      const error = await failure(fetch(origin + path, { method: 'POST', body: 'x' }));
      expect(error).toMatchObject({
        code: 'upstream',
        message: expect.stringContaining('redirect'),
      });
    }
  });

  it('of a read may be any, three times', async () => {
    let hops = 0;
    const origin = await serve((_request, response) => {
      hops += 1;
      if (hops <= 3) response.writeHead(302, { location: `/${hops}` }).end();
      else response.end('there');
    });
    const { fetch } = recording();
    expect(await (await fetch(origin)).text()).toBe('there');
  });
});
