import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SearchAnswer } from '@/lib/api/search-contract';
import { openDatabase } from '@/lib/db/open-database';
import { RunsTest } from '@/lib/server/runs/runs.testing';
import { sweep } from '@/lib/server/start-app';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { markTrace, removeTrace, restoreTrace } from '@/lib/server/traces/change-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { FtsIndex } from './fts-index';

let folder: string;
let app: TestApp;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retake-search-'));
  app = openTestApp(undefined, undefined, folder);
  return async () => {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  };
});

const wish = { limit: 20, offset: 0, hits: 3 };

async function search(q: string, more: Partial<typeof wish> = {}): Promise<SearchAnswer> {
  await app.search.catchUp();
  return app.search.find({ q, ...wish, ...more });
}

/** `trace: seq seq` of everything found, best first. */
const found = async (q: string) =>
  (await search(q, { hits: 50 })).items.map(({ id, hits }) => [id, ...hits.map(({ seq }) => seq)]);

const talk = (...texts: string[]) => app.import(texts.map((text) => ({ talk: 'user', text })));

it('finds the events that hold all words, whatever their case and accents', async () => {
  const id = await talk('Refund the café', 'refund', 'Policy of Cafés', 'nothing');
  expect(await found('refund')).toEqual([[id, 1, 0]]);
  expect(await found('CAFE refund')).toEqual([[id, 0]]);
  expect(await found('cafe*')).toEqual([[id, 0, 2]]);
  expect(await found('"the cafe"')).toEqual([[id, 0]]);
  expect(await found('"cafe the"')).toEqual([]);
  expect(await found('refun')).toEqual([]);
});

it('finds writing without spaces by any part of it, and signs', async () => {
  const id = await talk(
    '退款政策已更新',
    '東京タワーに行く',
    '완료했습니다 🎉',
    'นโยบายการคืนเงิน',
    '政款',
  );
  expect(await found('退款')).toEqual([[id, 0]]);
  expect(await found('政策')).toEqual([[id, 0]]);
  expect(await found('タワー')).toEqual([[id, 1]]);
  expect(await found('🎉')).toEqual([[id, 2]]);
  expect(await found('완료')).toEqual([[id, 2]]);
  expect(await found('คืนเงิน')).toEqual([[id, 3]]);
});

it('shows where the words stand, as data', async () => {
  await talk(`${'before '.repeat(60)}<b>the needle</b>\n${'after '.repeat(60)}`, '退款政策');
  const [trace] = (await search('needle')).items;
  expect(trace).toMatchObject({ name: 'talk.jsonl', total: 1, branch: false, archived: false });
  const [hit] = trace?.hits ?? [];
  expect(hit).toMatchObject({ seq: 0, kind: 'message', type: 'user', error: false });
  expect(hit?.snippet.filter((piece) => piece.found)).toEqual([{ text: 'needle', found: true }]);
  const text = hit?.snippet.map((piece) => piece.text).join('') ?? '';
  expect(text).toContain('before <b>the needle</b> after');
  expect(text.length).toBeLessThan(300);
  const [cjk] = (await search('款政')).items[0]?.hits ?? [];
  expect(cjk?.snippet).toEqual([
    { text: '退', found: false },
    { text: '款政', found: true },
    { text: '策', found: false },
  ]);
});

it('looks into tools, results, names and errors, not into bytes', async () => {
  const base64 = 'QUJD'.repeat(200);
  const part = {
    type: 'tool-call',
    callId: null,
    tool: 'web_search',
    input: { query: 'refund law' },
  };
  const id = await app.import([
    { talk: 'assistant', text: '', extra: part },
    { talk: 'user', text: `see data:image/png;base64,${base64} here` },
  ]);
  expect(await found('web_search')).toEqual([[id, 0]]);
  expect(await found('"query refund law"')).toEqual([[id, 0]]);
  expect(await found('QUJD*')).toEqual([]);
  expect(await found('see here')).toEqual([[id, 1]]);
});

it('knows the first 100,000 characters of an event', async () => {
  const id = await talk(`first ${'x '.repeat(49_000)} early ${'y '.repeat(5000)} late`);
  expect(await found('early')).toEqual([[id, 0]]);
  expect(await found('late')).toEqual([]);
});

it.each([
  ...['"', '""', '*', 'NEAR(', 'NEAR(a b)', 'a:b', '^a', 'a OR', 'AND', '-a', '+', '(', "'; --"],
  ...['🎉🎉', '\u0000', '\u0001\u0002', '\ud800', 'a'.repeat(10_000), 'a '.repeat(5000)],
  ...['"'.repeat(999), '* '.repeat(500), 'texts:a', '{names}: a', 'rank', '中'.repeat(3000)],
])('answers %j as words', async (q) => {
  await talk('plain words');
  const { items } = await search(q);
  expect(items).toEqual([]);
});

it('takes a colon or a bracket for nothing more than the end of a word', async () => {
  const id = await talk('call tool:web near(a)');
  expect(await found('tool:web')).toEqual([[id, 0]]);
  expect(await found('NEAR(a')).toEqual([[id, 0]]);
});

it('pages through traces in one order: the best first, then the newest', async () => {
  const ids: string[] = [];
  for (const at of [0, 1, 2, 3, 4]) ids.push(await talk(`equal words, other ${'abcde'[at]}`));
  const best = await talk('equal equal equal');
  const all = (await search('equal')).items.map(({ id }) => id);
  expect(all).toEqual([best, ...ids.reverse()]);
  const pages = [];
  for (const offset of [0, 2, 4]) {
    const page = await search('equal', { limit: 2, offset });
    expect(page).toMatchObject({ total: 6, events: 6 });
    pages.push(...page.items.map(({ id }) => id));
  }
  expect(pages).toEqual(all);
});

it('counts all hits of a trace and shows the first', async () => {
  await talk(...Array.from({ length: 450 }, (_, at) => `word ${at}`));
  const [trace] = (await search('word')).items;
  expect(trace?.total).toBe(450);
  expect(trace?.hits).toHaveLength(3);
});

describe('what is stored changes', () => {
  it('a deleted trace is not found, a restored one is, an archived one is marked', async () => {
    const id = await talk('needle');
    await removeTrace(app.store, id);
    expect(await search('needle')).toMatchObject({ items: [], searched: { traces: 0, ready: 0 } });
    await restoreTrace(app.store, id);
    await markTrace(app.store, id, { archived: true });
    expect((await search('needle')).items).toMatchObject([{ id, archived: true }]);
  });

  it('a purged trace leaves no word behind', async () => {
    const id = await talk('needle in here');
    await talk('hay');
    await search('needle');
    await removeTrace(app.store, id);
    await sweep(app, new Date(Date.now() + 31 * 86_400_000));
    expect((await search('needle')).items).toEqual([]);
    await app.search.close();
    const db = openDatabase(join(folder, 'retake.db-search'));
    db.exec('CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, words, row)');
    const terms = db.prepare('SELECT term FROM temp.terms ORDER BY term').pluck().all();
    db.close();
    expect(terms).toEqual(['hay', 'user']);
  });

  it('says how much is searched while it is not complete', async () => {
    await talk('needle');
    expect(await app.search.find({ q: 'needle', ...wish })).toMatchObject({
      ...{ items: [], searched: { traces: 1, ready: 0 } },
    });
    expect(await search('needle')).toMatchObject({ total: 1, searched: { traces: 1, ready: 1 } });
  });

  it('waits while a file is imported', async () => {
    const id = await talk('needle');
    const importing = await talk('busy');
    const status = app.store.raw.prepare('UPDATE "Trace" SET "status" = ? WHERE "id" = ?');
    status.run('importing', importing);
    expect((await search('needle')).items).toEqual([]);
    status.run('ready', importing);
    expect(await found('needle')).toEqual([[id, 0]]);
  });

  it('goes on after a restart where it was, and begins anew with a lost or damaged file', async () => {
    const first = await talk('needle one');
    await search('needle');
    await app.search.close();
    const second = await talk('needle two');
    for (const harm of [
      () => undefined,
      () => rmSync(join(folder, 'retake.db-search')),
      () => writeFileSync(join(folder, 'retake.db-search'), 'no database at all'.repeat(100)),
    ]) {
      harm();
      const index = new FtsIndex(app.store.file, join(folder, 'retake.db-search'));
      await index.catchUp();
      const { items } = await index.find({ q: 'needle', ...wish });
      expect(items.map(({ id }) => id)).toEqual([second, first]);
      await index.close();
    }
  });

  it('leaves a row out that cannot be read, and no other', async () => {
    const id = await talk('needle one', 'needle two', 'needle three');
    app.store.raw
      .prepare(`UPDATE "Event" SET "records" = 'broken' WHERE "traceId" = ? AND "seq" = 1`)
      .run(id);
    expect(await found('needle')).toEqual([[id, 0, 2]]);
  });

  it('never writes to the database it reads', async () => {
    await talk('needle');
    const version = app.store.raw.pragma('data_version', { simple: true });
    await search('needle');
    expect(app.store.raw.pragma('data_version', { simple: true })).toBe(version);
  });
});

describe('branches', () => {
  it('are found by their own events, not by the past that they borrow', async () => {
    const id = await talk('needle', 'hay');
    const edits = [{ type: 'append-user' as const, text: 'a new question' }];
    const branch = await forkTrace(app.store, { id, seq: 1, side: 'after', edits });
    expect(await found('needle')).toEqual([[id, 0]]);
    const { items } = await search('new question');
    expect(items).toMatchObject([{ id: branch.id, branch: true }]);
    expect(items[0]?.hits[0]?.seq).toBeGreaterThan(1);
  });

  it('go on being found while a run makes them grow', async () => {
    const test = await RunsTest.open();
    try {
      const search = test.app.search;
      const { id } = await test.branch();
      await search.catchUp();
      test.mock.reply({ text: 'Grown by a run.' });
      await test.ended(await test.runs.start(id, test.openai, { maxSteps: 2 }));
      expect(await search.find({ q: '"grown by"', ...wish })).toMatchObject({
        ...{ items: [], searched: { traces: 2, ready: 1 } },
      });
      await search.catchUp();
      expect(await search.find({ q: '"grown by"', ...wish })).toMatchObject({
        ...{ items: [{ id, total: 1 }], searched: { traces: 2, ready: 2 } },
      });
    } finally {
      await test.close();
    }
  });
});
