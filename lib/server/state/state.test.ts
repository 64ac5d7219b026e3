import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditInputSchema } from '@/lib/api/state-contract';
import { readStateEvents } from '@/lib/db/read-state-events';
import type { Format } from '@/lib/formats/format';
import { auditTrail } from '@/lib/replay/state/audit-trail';
import { stateAt } from '@/lib/replay/state/state-fold';
import { runImport } from '@/lib/server/import/run-import';
import { jsonLines, openTestApp, type TestApp } from '@/lib/server/test-app';
import { findLineage } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import type { Operation } from '@/lib/trace/event';
import { stateAnswers } from './answer-state';
import { auditResponse } from './audit-response';
import { readHistory, readState } from './read-state';

/** Lines `{"at": ms, "operations": [...]}`; a line without operations is a log event. */
const lines: Format<null> = {
  id: 'lines',
  title: 'Lines',
  sniff: () => 'certain',
  scan: ({ files }) => ({
    parts: [{ key: 'only', title: 'Lines' }],
    records: files.flatMap((file) => [...file.records()].map((span) => file.ref(span))),
    notes: [],
    index: null,
  }),
  read({ files }, _index, part, builder) {
    for (const file of files)
      for (const span of file.records()) {
        const parsed = file.parse(span);
        // Written by this test.
        const { at = null, operations, txn } = (parsed.ok ? parsed.value : {}) as unknown as Line;
        const base = { lane: 'main', records: [file.ref(span)], startedAt: at };
        const extra = txn === undefined ? {} : { extra: { txn_id: txn } };
        if (operations) builder.add({ ...base, kind: 'state', type: 's', operations, ...extra });
        else builder.add({ ...base, kind: 'log', type: 'l', text: '', conversation: builder.root });
      }
    builder.finish({ name: part.title, format: 'lines', outcome: 'ok', timeQuality: 'recorded' });
  },
};
interface Line {
  at?: number | null;
  operations?: Operation[];
  txn?: string;
}

let app: TestApp;
beforeEach(() => {
  app = openTestApp((job, post) => ({
    ended: runImport(job, [lines], post),
    stop: () => undefined,
  }));
});
afterEach(() => app.close());

const run: Line[] = [
  { at: 10 },
  {
    at: 20,
    txn: 't-1',
    operations: [
      { namespace: 'n', key: 'plan', value: { steps: [1] }, version: 1 },
      { namespace: 'n', agent: 'helper', key: 'plan', value: 'its own' },
    ],
  },
  { at: 30, operations: [{ namespace: 'n', key: 'plan', value: 'two', version: 2 }] },
  { at: 40 },
  { at: 50, operations: [{ namespace: 'n', key: 'plan', deleted: true, version: 3 }] },
  { at: 60, operations: [{ key: '__proto__', value: 'x'.repeat(30_000) }] },
];
const lineageOf = (id: string) => findLineage(app.store, id);
const allEvents = (id: string) => [...readStateEvents(app.store.raw, lineageOf(id))];

describe('state of a stored trace', () => {
  it('is what the fold says, at every event', async () => {
    const id = await app.import(run);
    const events = allEvents(id);
    for (let seq = 0; seq < run.length; seq += 1) {
      const page = await readState(app.store, lineageOf(id), { seq });
      const folded = stateAt(events.filter((event) => event.seq <= seq));
      expect(page.entries.map(({ size, ...entry }) => entry)).toEqual(
        folded.map((entry) => (entry.key === '__proto__' ? { ...entry, value: null } : entry)),
      );
      expect(page.total).toBe(folded.length);
    }
  });

  it('tells what changed here, and leaves long values out with their size', async () => {
    const id = await app.import(run);
    const at2 = await readState(app.store, lineageOf(id), { seq: 2 });
    expect(at2.changedHere).toMatchObject([
      { key: 'plan', agent: 'main', before: { value: { steps: [1] } }, after: { value: 'two' } },
    ]);
    const last = await readState(app.store, lineageOf(id), {});
    expect(last.changedHere).toMatchObject([
      { key: '__proto__', before: null, after: { value: null, size: 30_002 } },
    ]);
    expect(last).toMatchObject({ seq: 5, operations: 5, agents: ['helper', 'main'] });
  });

  it('goes by time, filters and pages', async () => {
    const id = await app.import(run);
    const read = (input: Parameters<typeof readState>[2]) =>
      readState(app.store, lineageOf(id), input);
    expect(await read({ at: 35 })).toMatchObject({ seq: 2 });
    expect(await read({ at: 1 })).toMatchObject({ seq: null, entries: [], total: 0 });
    expect(await read({ agent: 'helper' })).toMatchObject({ total: 1 });
    expect(await read({ find: 'PLAN' })).toMatchObject({ total: 2 });
    const pages = await Promise.all([0, 1, 2].map((offset) => read({ offset, limit: 1 })));
    expect(pages.flatMap(({ entries }) => entries)).toEqual((await read({})).entries);
    await expect(read({ seq: 6 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of a branch is that of its parent up to the fork', async () => {
    const id = await app.import(run);
    const { id: branch } = await forkTrace(app.store, { id, seq: 3, side: 'after', edits: [] });
    const own = await readState(app.store, lineageOf(branch), {});
    const there = await readState(app.store, lineageOf(id), { seq: 3 });
    expect(own.entries).toEqual(there.entries);
  });

  it('gives the history of one key alone', async () => {
    const id = await app.import(run);
    const name = { namespace: 'n', agent: 'main', key: 'plan' };
    const { entries, total } = await readHistory(app.store, lineageOf(id), name);
    expect(total).toBe(3);
    expect(entries).toMatchObject([
      { seq: 1, op: 'write', transaction: 't-1', foreign: false },
      { seq: 2, value: 'two' },
      { seq: 4, op: 'delete', value: null },
    ]);
    const page = await readHistory(app.store, lineageOf(id), { ...name, offset: 1, limit: 1 });
    expect(page.entries).toEqual(entries.slice(1, 2));
  });

  it('changes no byte of the database', async () => {
    const id = await app.import(run);
    const bytes = () => {
      app.store.raw.pragma('wal_checkpoint(TRUNCATE)');
      return createHash('sha256').update(readFileSync(app.store.file)).digest('hex');
    };
    const before = bytes();
    await readState(app.store, lineageOf(id), { seq: 2 });
    await auditText(id, {});
    expect(bytes()).toBe(before);
  });
});

const auditText = (id: string, input: object): Promise<string> =>
  auditResponse(app.store, { name: 'run' }, lineageOf(id), auditInputSchema.parse(input)).text();

describe('audit trail', () => {
  it('is the same as lines and as a list, and folds to the state', async () => {
    const id = await app.import(run);
    const ndjson = await auditText(id, {});
    const parsed = ndjson
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(JSON.parse(await auditText(id, { format: 'json' }))).toEqual(parsed);
    expect(parsed).toEqual([...auditTrail(allEvents(id))]);
    expect(parsed).toMatchObject([{ foreign: false }, { foreign: true }, {}, {}, {}]);
    expect(JSON.parse(await auditText(id, { start: '5', short: '1' }))).toMatchObject({
      ...{ value: null, size: 30_002 },
    });
    expect(await auditText(id, { format: 'json', key: 'none' })).toBe('[]\n');
  });

  it('takes ranges with both ends, and an agent', async () => {
    const id = await app.import(run);
    const seqs = async (input: object) =>
      (await auditText(id, input)).match(/"seq":\d+/g)?.map((text) => Number(text.slice(6))) ?? [];
    expect(await seqs({ start: '2', end: '4' })).toEqual([2, 4]);
    expect(await seqs({ start: '0', end: '0' })).toEqual([]);
    expect(await seqs({ agent: 'helper' })).toEqual([1]);
    // An event is never cut.
    expect(await seqs({ limit: '1' })).toEqual([1, 1]);
    expect(await seqs({ start: '2', limit: '2' })).toEqual([2, 4]);
  });

  it('in mode statehouse gives whole transactions, and its pretty lines', async () => {
    const id = await app.import(run);
    const asked = { mode: 'statehouse', namespace: 'n', agent: 'helper' };
    const [line, ...more] = (await auditText(id, asked)).trimEnd().split('\n');
    expect(more).toEqual([]);
    expect(JSON.parse(line ?? '')).toEqual({
      ...{ txn_id: 't-1', commit_ts: 1, namespace: 'n', agent_id: 'helper' },
      operations: [
        { key: 'plan', value: { steps: [1] }, version: 1 },
        { key: 'plan', value: {}, version: 1 },
      ],
    });
    expect(await auditText(id, { ...asked, format: 'text' })).toContain(
      'agent=helper  WRITE  key=plan',
    );
    // As `--limit` of the command: operations in its lines, transactions in its JSON.
    const both = { mode: 'statehouse', namespace: 'n', agent: 'main', format: 'text' };
    const printed = (await auditText(id, both)).split('\n');
    expect(printed).toHaveLength(5);
    expect(await auditText(id, { ...both, limit: '1' })).toBe(`${printed[0]}\n`);
    expect(await auditText(id, { ...both, limit: '3' })).toBe(
      `${printed.slice(0, 3).join('\n')}\n`,
    );
    expect(
      JSON.parse(await auditText(id, { ...both, limit: '1', format: 'json' }))[0].operations,
    ).toHaveLength(2);
    expect(await auditText(id, { ...both, limit: '1', verbose: '1' })).toContain('t-1');
    await expect(async () => auditText(id, { mode: 'statehouse' })).rejects.toMatchObject({
      code: 'bad_request',
    });
    await expect(async () => auditText(id, { format: 'text' })).rejects.toMatchObject({
      code: 'bad_request',
    });
  });

  it('refuses what it does not know', async () => {
    const id = await app.import(run);
    const url = (query: string) => `http://x/api/traces/${id}/state?${query}`;
    for (const query of ['seq=-1', 'seq=1&at=3', 'at=yesterday', 'limit=1000', 'what=1'])
      await expect(stateAnswers.state(app, id, url(query))).rejects.toMatchObject({
        code: 'bad_request',
      });
    const answer = await stateAnswers.state(app, id, url('at=1970-01-01T00:00:00.030Z'));
    expect(await answer.json()).toMatchObject({ seq: 2 });
  });
});

it('reads the middle and the end of a long trace quickly the second time', async () => {
  const long = Array.from({ length: 20_000 }, (_, at) => ({
    at,
    operations: [{ key: `k${at % 5000}`, value: { at }, version: at }],
  }));
  const { traces } = await app.upload(jsonLines(long));
  const id = traces[0]?.id ?? '';
  await readState(app.store, lineageOf(id), {});
  const began = performance.now();
  const middle = await readState(app.store, lineageOf(id), { seq: 10_000 });
  await readState(app.store, lineageOf(id), {});
  expect(performance.now() - began).toBeLessThan(500);
  expect(middle).toMatchObject({ total: 5000, changedHere: [{ after: { writes: 3 } }] });
});
