import { get, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { allRows, apiOf, eventAt, importOne } from './support/api';
import { bytesOf } from './support/fixtures';
import { expect, test } from './support/test';

/** Lines of an NDJSON answer. */
const linesOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => z.looseObject({ seq: z.number() }).parse(JSON.parse(line)));

test('events stream as lines or as one document, and say the same', async ({ server, request }) => {
  const id = await importOne(server, bytesOf('codingAgent'), 'coding-agent.jsonl');
  const rows = await allRows(server, id);
  const at = (query: Record<string, string>) =>
    `${server.url}/api/traces/${id}/events?${new URLSearchParams(query)}`;

  const all = await request.get(at({}));
  expect(all.headers()['content-type']).toContain('application/x-ndjson');
  const events = linesOf(await all.text());
  expect(events).toHaveLength(rows.length);
  expect(events[1]).toEqual(await eventAt(server, id, 1));

  for (const q of ['', 'kind:tool', 'is:error', 'pytest -role:user', 'args:tests OR seq:0..2']) {
    const lines = linesOf(await (await request.get(at({ q, messages: '1' }))).text());
    const asked = await request.get(at({ q, messages: '1' }), {
      headers: { accept: 'application/json' },
    });
    const document: unknown = await asked.json();
    expect(document).toMatchObject({ matched: lines.length, total: rows.length, events: lines });
    const found = await apiOf(server).traces.find({ id, q: q || 'seq:0..' });
    expect(lines).toMatchObject(found.seqs.map((seq) => ({ seq })));

    // Page by page it is the same.
    const paged: typeof lines = [];
    for (let after = -1; ; ) {
      const next: Record<string, string> = after < 0 ? {} : { after: String(after) };
      const page = linesOf(
        await (await request.get(at({ q, messages: '1', limit: '3', ...next }))).text(),
      );
      paged.push(...page);
      if (page.length < 3) break;
      after = page.at(-1)?.seq ?? after;
    }
    expect(paged).toEqual(lines);
  }
});

test('what is no query is told in JSON, with its place', async ({ shared, request }) => {
  const id = await importOne(shared, bytesOf('lostParcel'), 'lost-parcel.json');
  for (const format of ['ndjson', 'json']) {
    const url = `${shared.url}/api/traces/${id}/events?q=toool:x&format=${format}`;
    const answer = await request.get(url);
    expect(answer.status()).toBe(400);
    const body: unknown = await answer.json();
    expect(body).toMatchObject({
      error: {
        code: 'bad_request',
        message: 'There is no field toool. Did you mean tool?',
        details: { start: 0, end: 5, suggestion: 'tool' },
      },
    });
  }
});

test('a reader that leaves does not keep others waiting', async ({ shared }) => {
  const id = await importOne(shared, bytesOf('codingAgent'), 'coding-agent.jsonl');
  const url = `${shared.url}/api/traces/${id}/events?messages=1`;
  for (let time = 0; time < 20; time += 1) {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      get(url, resolve).on('error', reject);
    });
    answer.destroy();
  }
  expect((await apiOf(shared).traces.find({ id, q: 'is:error' })).events).toBeGreaterThan(0);
});
