import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { route } from '@/lib/server/http/route';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { eventsResponse } from '@/lib/server/traces/events-response';
import { findEvents } from '@/lib/server/traces/find-events';
import { findLineage } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';

const words = ['refund', 'order', 'parcel', 'straße', 'né "x"', 'policy'];
const many = 3000;

let app: TestApp;
let server: Server;
let root: string;
let branch: string;
let big: string;

/** The route of the application over a socket, with this test's database. */
beforeAll(async () => {
  app = openTestApp();
  root = await app.import(
    words.flatMap((word, at) => [
      { talk: 'user', text: `Where is my ${word}?` },
      { talk: 'assistant', text: `The ${word} is at ${at}.` },
    ]),
  );
  branch = (
    await forkTrace(app.store, {
      ...{ id: root, seq: 5, side: 'after' },
      edits: [{ type: 'append-user', text: 'And my refund?' }],
    })
  ).id;
  big = await app.import(
    Array.from({ length: many }, (_, at) => ({
      talk: at % 2 === 0 ? 'user' : 'assistant',
      text: `line ${at} ${'x'.repeat(8000)}`,
    })),
  );
  const answer = route<string>({ access: 'session', kind: 'read' }, (request, id) =>
    eventsResponse(app, id, request),
  );
  server = createServer(async (incoming, outgoing) => {
    const { url = '', headers } = incoming;
    const left = new AbortController();
    outgoing.on('close', () => left.abort());
    const response = await answer(
      new Request(`http://127.0.0.1:3000${url}`, {
        // The name under which the guard knows this server; the port is whichever was free.
        headers: { host: '127.0.0.1:3000', accept: headers.accept ?? '*/*' },
        signal: left.signal,
      }),
      url.split('/')[3] ?? '',
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (!response.body) return outgoing.end();
    // Node's declaration of the web stream is another than the browser's for the same object.
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    body.on('error', () => outgoing.destroy());
    outgoing.on('close', () => body.destroy());
    return body.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await app.close();
});

// The address of a server that listens on a port.
const port = () => (server.address() as AddressInfo).port;
const address = (id: string, query: Record<string, string> = {}) =>
  `http://127.0.0.1:${port()}/api/traces/${id}/events?${new URLSearchParams(query)}`;

const eventSchema = z.looseObject({ seq: z.number(), kind: z.string() });
const documentSchema = z.strictObject({
  trace: z.strictObject({ id: z.string(), name: z.string(), format: z.string() }),
  events: z.array(eventSchema),
  matched: z.number(),
  total: z.number(),
});

async function lines(id: string, query: Record<string, string> = {}) {
  const response = await fetch(address(id, query));
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  const text = await response.text();
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => eventSchema.parse(JSON.parse(line)));
}

async function document(id: string, query: Record<string, string> = {}) {
  const response = await fetch(address(id, query), { headers: { accept: 'application/json' } });
  expect(response.status).toBe(200);
  return documentSchema.parse(await response.json());
}

const seqs = (events: readonly { seq: number }[]) => events.map(({ seq }) => seq);

describe('events of a trace', () => {
  it.each<[Record<string, string>, number[]]>([
    [{}, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    [{ q: 'kind:model refund' }, [1]],
    [{ q: 'STRASSE OR straße' }, [6, 7]],
    [{ q: 'kind:model', from: '3', to: '7' }, [3, 5, 7]],
    [{ q: 'kind:model', after: '3', limit: '2' }, [5, 7]],
    [{ event_type: 'user', limit: '-4' }, [0, 2]],
    [{ event_type: 'User' }, []],
    [{ event_type: 'user', search: 'né' }, []],
    [{ event_type: 'user', search: 'n\\u00e9 \\"X' }, [8]],
    [{ filter: 'role=assi|x, ,junk,text=AT [01]\\.$' }, [1, 3]],
    [{ agent: 'mai', search: '"event": "user"', limit: '1' }, [0]],
    [{ agent: 'Mai' }, []],
    // Without `x` nothing is left out.
    [{ q: 'is:excluded parcel', x: '4' }, [4]],
    [{ q: 'is:excluded parcel', x: '0-3' }, []],
    [{ q: '-is:excluded kind:model', x: '0-8' }, [9, 11]],
    [{ q: 'is:excluded' }, []],
    [{ limit: '0' }, []],
    [{ since: '2020-01-01' }, []],
    [{ q: '', filter: '', agent: '' }, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
  ])('%j', async (query, expected) => {
    expect(seqs(await lines(root, query))).toEqual(expected);
    expect(seqs((await document(root, query)).events)).toEqual(expected);
  });

  it('are counted without the limit', async () => {
    const query = { q: 'kind:model' };
    expect(await document(root, { ...query, limit: '0' })).toMatchObject({
      events: [],
      matched: 6,
    });
    expect(await document(root, { ...query, limit: '-5' })).toMatchObject({
      matched: 6,
      total: 12,
    });
  });

  it('come with their messages where they are asked for', async () => {
    const [first] = await lines(root, { q: 'seq:1', messages: '1' });
    expect(first).toMatchObject({ messages: [{ role: 'assistant', parts: [{ type: 'text' }] }] });
    const [none] = await lines(root, { q: 'seq:1' });
    expect(none).not.toHaveProperty('messages');
  });

  it('of a branch are those that it sees', async () => {
    expect(seqs(await lines(branch))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(seqs(await lines(branch, { q: 'is:fork OR (refund kind:message)' }))).toEqual([0, 6]);
    expect(seqs(await lines(branch, { q: '-is:recorded' }))).toEqual([6]);
  });

  it.each<[Record<string, string>, { message: RegExp; details?: object }]>([
    [{ q: 'toool:x' }, { message: /Did you mean tool\?/, details: { start: 0, end: 5 } }],
    [{ q: '/a(?=b)/' }, { message: /RE2/ }],
    [{ filter: 'a=(' }, { message: /^filter: / }],
    [{ since: 'yesterday' }, { message: /^since: / }],
    [{ limit: 'many' }, { message: /^limit: / }],
    [{ x: '1;2' }, { message: /^x: / }],
    [{ from: '-1' }, { message: /^from: / }],
    [{ colour: 'red' }, { message: /no parameter colour/ }],
    [{ q: 'x'.repeat(2001) }, { message: /2000 characters/ }],
  ])('are not for %j', async (query, expected) => {
    for (const format of ['ndjson', 'json']) {
      const response = await fetch(address(root, { ...query, format }));
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      const { message, ...rest } = expected;
      const { error } = z
        .looseObject({ error: z.looseObject({ message: z.string() }) })
        .parse(await response.json());
      expect(error.message).toMatch(message);
      expect(error).toMatchObject({ code: 'bad_request', ...rest });
    }
    expect((await fetch(address('0'.repeat(32)))).status).toBe(404);
  });
});

const anyQuery = fc.constantFrom(
  ...['', 'kind:model', 'refund', '-refund', 'order OR seq:8..', '/\\d\\.$/', 'role:user -seq:2'],
  ...['is:error', 'bernstein:"event=user"', 'text:"is at" seq>4'],
);

describe('laws', () => {
  it('NDJSON and JSON say the same, and pages put together are the whole', async () => {
    await fc.assert(
      fc.asyncProperty(anyQuery, fc.integer({ min: 1, max: 5 }), async (q, size) => {
        const whole = await lines(root, { q, messages: '1' });
        const { events, matched, total } = await document(root, { q, messages: '1' });
        expect(events).toEqual(whole);
        expect([matched, total]).toEqual([whole.length, 12]);

        const paged: typeof whole = [];
        for (;;) {
          const last = paged.at(-1);
          const after: Record<string, string> = last ? { after: String(last.seq) } : {};
          const page = await lines(root, { q, messages: '1', limit: String(size), ...after });
          paged.push(...page);
          if (page.length < size) break;
        }
        expect(paged).toEqual(whole);
        const found = await findEvents(app, { id: root, q: q || 'seq:0..', mode: 'query' });
        expect(found.seqs).toEqual(seqs(whole));
      }),
      { numRuns: 30 },
    );
  });

  it('finding knows what is left out as well', async () => {
    const q = 'is:excluded (parcel OR order)';
    const found = await findEvents(app, { id: root, q, mode: 'query', x: '2,5' });
    expect(found.seqs).toEqual(seqs(await lines(root, { q, x: '2,5' })));
    expect(found.seqs).toEqual([2, 5]);
  });

  it('a slice from the end is the one of Python', async () => {
    const whole = seqs(await lines(root));
    for (const limit of [-1, -5, -12, -40])
      expect(seqs(await lines(root, { limit: String(limit) }))).toEqual(whole.slice(0, limit));
  });
});

describe('a long answer', () => {
  /** How many rows of events the database has given so far. */
  function countRows() {
    let rows = 0;
    const { raw } = app.store;
    const prepare = raw.prepare.bind(raw);
    const spy = vi.spyOn(raw, 'prepare').mockImplementation((sql: string) => {
      const statement = prepare(sql);
      if (!/"body" FROM "Event"/.test(sql)) return statement;
      const all = statement.all.bind(statement);
      statement.all = (...given: unknown[]) => {
        const found = all(...given);
        rows += found.length;
        return found;
      };
      return statement;
    });
    return { read: () => rows, stop: () => spy.mockRestore() };
  }

  it('is read no faster than it is taken, and no further once the reader left', async () => {
    const rows = countRows();
    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        get(address(big, { messages: '1' }), resolve).on('error', reject);
      });
      response.pause();
      await wait(400);
      const early = rows.read();
      await wait(200);
      expect(rows.read()).toBe(early);
      expect(early).toBeGreaterThan(0);
      expect(early).toBeLessThan(many);
      response.destroy();
      await wait(200);
      expect(rows.read()).toBeLessThan(early + 400);
    } finally {
      rows.stop();
    }
  });

  it('ends at the limit: the rest is not read', async () => {
    const rows = countRows();
    try {
      expect(await lines(big, { limit: '3' })).toHaveLength(3);
      expect(rows.read()).toBeLessThanOrEqual(200);
    } finally {
      rows.stop();
    }
  });

  it('breaks off where something breaks, without a word in it', async () => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const id = await app.import(
      Array.from({ length: 600 }, (_, at) => ({
        talk: 'user',
        text: `broken ${at} ${'y'.repeat(400)}`,
      })),
    );
    app.store.raw
      .prepare(`UPDATE "Event" SET "body" = '{"odd":' WHERE "traceId" = ? AND "seq" = 500`)
      .run(findLineage(app.store, id).traceId);
    try {
      const response = await fetch(address(id, { format: 'json' }));
      expect(response.status).toBe(200);
      await expect(response.text()).rejects.toThrow();
      expect(silent).toHaveBeenCalled();
      // Trouble in the first piece is an answer of its own.
      app.store.raw
        .prepare(`UPDATE "Event" SET "body" = '{' WHERE "traceId" = ? AND "seq" = 3`)
        .run(id);
      const failed = await fetch(address(id));
      expect(failed.status).toBe(500);
      expect(await failed.json()).toMatchObject({ error: { code: 'internal' } });
    } finally {
      silent.mockRestore();
    }
  });
});
