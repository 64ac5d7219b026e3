import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveLineage } from '@/lib/db/lineage';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import { removeTraces } from '@/lib/db/remove-trace-rows';
import { conversationAt } from '@/lib/replay/conversation-at';
import { lastCompletedStep } from '@/lib/replay/state/last-completed-step';
import { sharedEvents } from '@/lib/server/diffs/compare-lineages';
import { diffTraces } from '@/lib/server/diffs/diff-traces';
import { jsonLines, openTestApp, type TestApp } from '@/lib/server/test-app';
import { brokenInvariants } from '@/lib/trace/invariants';
import { textOf } from '@/lib/trace/message';
import { markTrace, removeTrace, renameTrace, restoreTrace } from './change-trace';
import { exportLines, headerOf } from './export-trace';
import { findEvents } from './find-events';
import { findLineage, findTrace } from './find-trace';
import { forkTrace } from './fork-trace';
import { getTrace } from './get-trace';
import { lastStep } from './last-step';
import { listTraces } from './list-traces';
import { parseRanges } from './parse-ranges';
import { rereadTrace } from './reread-trace';
import { traceLineage } from './trace-lineage';

const turns = ['one', 'two', 'three', 'four'];
const lines = turns.flatMap((text) => [
  { talk: 'user', text },
  { talk: 'assistant', text: `re ${text}` },
]);

let app: TestApp;
let root: string;
beforeEach(async () => {
  app = openTestApp();
  root = await app.import(lines);
});
afterEach(() => app.close());

const fork = (id: string, seq: number, text?: string, side: 'before' | 'after' = 'after') =>
  forkTrace(app.store, {
    ...{ id, seq, side },
    edits: text === undefined ? [] : [{ type: 'append-user', text }],
  });

const said = (id: string): string[] | null => {
  const lineage = findLineage(app.store, id);
  const outline = readOutline(app.store, lineage);
  const bodies = new Map(
    [...readMessages(app.store.raw, lineage)].map((row) => [row.position, row.message]),
  );
  return (
    conversationAt(outline, outline.length - 1, 'after')?.map(({ position }) => {
      const message = bodies.get(position);
      return message ? textOf(message) : '?';
    }) ?? null
  );
};

/** Every row of a trace, as one hash. */
function rowsHash(id: string): string {
  const hash = createHash('sha256');
  for (const table of ['Event', 'Message', 'Setup', 'Blob', 'Note']) {
    const rows = app.store.raw
      .prepare<[string], unknown[]>(`SELECT * FROM "${table}" WHERE "traceId" = ? ORDER BY rowid`)
      .raw()
      .all(id);
    hash.update(JSON.stringify(rows));
  }
  const trace = app.store.raw.prepare(`SELECT * FROM "Trace" WHERE "id" = ?`).raw().get(id);
  return hash.update(JSON.stringify(trace)).digest('hex');
}

const count = (table: string, id: string): unknown =>
  app.store.raw.prepare(`SELECT count(*) FROM "${table}" WHERE "traceId" = ?`).pluck().get(id);

async function sound(id: string): Promise<void> {
  const outline = readOutline(app.store, findLineage(app.store, id));
  expect(brokenInvariants(headerOf(await findTrace(app.store, id)), outline)).toEqual([]);
}

describe('a fork', () => {
  it('stores one event and its new messages, and leaves the parent as it was', async () => {
    const before = rowsHash(root);
    const branch = await fork(root, 3, 'what if');
    expect(rowsHash(root)).toBe(before);
    expect(count('Event', branch.id)).toBe(1);
    expect(count('Message', branch.id)).toBe(1);
    expect(branch).toMatchObject({ parentId: root, outcome: 'unfinished', status: 'ready' });
    expect(branch.totals).toMatchObject({ events: 5, messages: 9 });
    expect(said(branch.id)).toEqual(['one', 're one', 'two', 're two', 'what if']);
    await sound(branch.id);
  });

  it('without edits stores no message', async () => {
    const branch = await fork(root, 4, undefined, 'before');
    expect(count('Event', branch.id)).toBe(1);
    expect(count('Message', branch.id)).toBe(0);
    expect(said(branch.id)).toEqual(['one', 're one', 'two', 're two']);
    await sound(branch.id);
  });

  it('at the very beginning borrows nothing', async () => {
    const branch = await fork(root, 0, 'hi', 'before');
    const lineage = findLineage(app.store, branch.id);
    expect(lineage.segments.map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([
      [0, 0],
      [0, 1],
    ]);
    expect(said(branch.id)).toEqual(['hi']);
    await sound(branch.id);
  });

  it('of forks reads through all of them, also after their deletion', async () => {
    const child = await fork(root, 5, 'child');
    const grandchild = await fork(child.id, 6, 'grandchild');
    const early = await fork(grandchild.id, 1, 'early');
    await removeTrace(app.store, root);
    await removeTrace(app.store, child.id);
    expect(said(grandchild.id)).toEqual([
      ...['one', 're one', 'two', 're two', 'three', 're three', 'child', 'grandchild'],
    ]);
    expect(said(early.id)).toEqual(['one', 're one', 'early']);
    for (const { id } of [grandchild, early]) await sound(id);
    const { rootId, nodes } = await traceLineage(app.store, early.id);
    expect(rootId).toBe(root);
    expect(nodes.map(({ id, deleted }) => [id, deleted])).toEqual([
      ...[
        [root, true],
        [child.id, true],
        [grandchild.id, false],
        [early.id, false],
      ],
    ]);
  });

  it('knows what it shares with its kin', async () => {
    const a = await fork(root, 5, 'a');
    const b = await fork(root, 2, 'b');
    const lineage = (id: string) => findLineage(app.store, id);
    expect(sharedEvents(lineage(root), lineage(a.id))).toBe(6);
    expect(sharedEvents(lineage(a.id), lineage(b.id))).toBe(3);
    expect(sharedEvents(lineage(a.id), lineage(a.id))).toBe(7);
    const other = await app.import([{ talk: 'user', text: 'elsewhere' }]);
    expect(sharedEvents(lineage(root), lineage(other))).toBe(0);
    const diff = await diffTraces(app.store, root, b.id);
    expect(diff).toMatchObject({ sharedPrefix: 3, counts: { same: 3, edit: 1 } });
    expect(await diffTraces(app.store, root, root)).toMatchObject({ contentIdentical: true });
  });

  it('anywhere, in any order, keeps all laws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ of: fc.nat(), seq: fc.nat(), text: fc.string() }), { maxLength: 5 }),
        async (forks) => {
          const ids = [root];
          for (const { of, seq, text } of forks) {
            const parent = ids[of % ids.length] ?? root;
            const hashes = ids.map(rowsHash);
            const { events } = findLineage(app.store, parent);
            const branch = await fork(parent, seq % events, text);
            expect(ids.map(rowsHash)).toEqual(hashes);
            expect(count('Event', branch.id)).toBe(1);
            await sound(branch.id);
            ids.push(branch.id);
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  it('beyond the end is refused', async () => {
    await expect(fork(root, 8)).rejects.toMatchObject({ code: 'bad_request' });
    await expect(fork('0'.repeat(32), 0)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a trace', () => {
  it('says where it stopped, as the pure function does, a branch too', async () => {
    const branch = await forkTrace(app.store, { id: root, seq: 0, side: 'after', edits: [] });
    for (const one of [root, branch.id]) {
      const outline = readOutline(app.store, findLineage(app.store, one));
      const { outcome } = await findTrace(app.store, one);
      expect(await lastStep(app.store, one)).toEqual({ outcome, ...lastCompletedStep(outline) });
    }
    await expect(lastStep(app.store, '0'.repeat(32))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is listed, renamed, deleted and restored', async () => {
    expect(await listTraces(app.store, { limit: 10, offset: 0 })).toMatchObject({
      ...{ total: 1, items: [{ id: root, name: 'talk.jsonl', branches: 0 }] },
    });
    await fork(root, 1);
    await renameTrace(app.store, root, '100% _odd_');
    const found = await listTraces(app.store, { q: '% _', limit: 10, offset: 0 });
    expect(found.items[0]).toMatchObject({ name: '100% _odd_', branches: 1 });
    const { id } = await removeTrace(app.store, root);
    await expect(getTrace(app.store, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(() => findLineage(app.store, id)).toThrow(/no such trace/);
    expect((await listTraces(app.store, { limit: 10, offset: 0 })).total).toBe(1);
    expect((await restoreTrace(app.store, id)).name).toBe('100% _odd_');
  });

  it('pages its outline over borrowed and own rows', async () => {
    const { id } = await fork(root, 5, 'x');
    const lineage = findLineage(app.store, id);
    const all = readOutline(app.store, lineage);
    expect(all.map(({ seq }) => seq)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(readOutline(app.store, lineage, 4, 2)).toEqual(all.slice(4, 6));
    expect(readOutline(app.store, lineage, 6, 5)).toEqual(all.slice(6));
    expect(readOutline(app.store, lineage, 9, 5)).toEqual([]);
  });

  it('can be seen as it was', () => {
    const lineage = resolveLineage(app.store.raw, root, { events: 3, messages: 2 });
    expect(lineage).toMatchObject({ events: 3, messages: 2 });
    if (!lineage) return;
    expect(readOutline(app.store, lineage)).toHaveLength(3);
    expect([...readMessages(app.store.raw, lineage, [0, 99])]).toHaveLength(2);
  });

  it('is searched by what it says, not by how it is stored', async () => {
    const find = async (q: string) => (await findEvents(app, { id: root, q, mode: 'text' })).seqs;
    expect(await find('RE T')).toEqual([3, 5]);
    expect(await find('three')).toEqual([4, 5]);
    expect(await find('parts')).toEqual([]);
    expect(await find('.*')).toEqual([]);
  });

  it('is searched and removed while others get their turn, and only while somebody waits', async () => {
    const talk = Array.from({ length: 4500 }, (_, at) => ({ talk: 'user', text: `line ${at}` }));
    const id = await app.import(talk);
    let turns = 0;
    const clock = setInterval(() => {
      turns += 1;
    }, 0);
    try {
      const asked = { id, q: 'LINE', mode: 'query' } as const;
      expect(await findEvents(app, asked)).toMatchObject({ total: 4500, events: 4500 });
      expect(turns).toBeGreaterThan(2);
      const leave = new AbortController();
      const found = findEvents(app, asked, leave.signal);
      leave.abort();
      await expect(found).rejects.toMatchObject({ name: 'AbortError' });
      turns = 0;
      await removeTraces(app.store.raw, [id], (work) => app.store.writes.run(work));
      expect(turns).toBeGreaterThan(1);
    } finally {
      clearInterval(clock);
    }
  });

  it('exports itself whole, with what it borrows', async () => {
    const { id } = await fork(root, 3, 'x');
    const trace = await findTrace(app.store, id);
    const exported = [...exportLines(app.store, trace, findLineage(app.store, id))].map(
      (line) => JSON.parse(line) as object,
    );
    expect(exported[0]).toMatchObject({ events: 5, branch: { forkSeq: 3 } });
    expect(exported.filter((line) => 'event' in line)).toHaveLength(5);
  });

  it('is read again from the kept bytes', async () => {
    const { importId } = await rereadTrace(app, root, 'talk');
    const state = await app.imports.settled(importId);
    expect(state).toMatchObject({ phase: 'done', format: { confidence: 'chosen' } });
    const again = state.traces[0]?.id ?? '';
    const rows = (id: string) => readOutline(app.store, findLineage(app.store, id));
    expect(rows(again)).toEqual(rows(root));
    expect(again).not.toBe(root);
  });
});

describe('marks', () => {
  it('keep a pinned trace on top and an archived one out of the list, and change nothing else', async () => {
    const other = await app.import([{ talk: 'user', text: 'another' }]);
    const before = await getTrace(app.store, root);
    const wish = { limit: 10, offset: 0 };
    const ids = async (archived: 'hide' | 'only' | 'all') =>
      (await listTraces(app.store, { ...wish, archived })).items.map(({ id }) => id);
    expect(await ids('hide')).toEqual([other, root]);
    expect(await markTrace(app.store, root, { pinned: true })).toMatchObject({ pinned: true });
    expect(await ids('hide')).toEqual([root, other]);
    await markTrace(app.store, other, { archived: true });
    expect(await ids('hide')).toEqual([root]);
    expect(await ids('only')).toEqual([other]);
    expect(await ids('all')).toEqual([root, other]);
    expect(await listTraces(app.store, wish)).toMatchObject({ total: 1, archived: 1 });
    expect((await traceLineage(app.store, other)).nodes).toMatchObject([{ archived: true }]);
    await markTrace(app.store, other, { archived: false });
    await markTrace(app.store, root, { pinned: false });
    expect(await getTrace(app.store, root)).toEqual(before);
    await expect(markTrace(app.store, 'f'.repeat(32), {})).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('ranges', () => {
  it('are read and bounded', () => {
    expect(parseRanges('0-12,40-44')).toEqual([
      [0, 12],
      [40, 44],
    ]);
    expect(() => parseRanges('5-4')).toThrow(/ends before/);
    expect(() => parseRanges('0-2001')).toThrow(/At most/);
    expect(() => parseRanges('0-99999999999999999999')).toThrow();
  });
});

it('a trace of many pages is read in order', async () => {
  const many = Array.from({ length: 4500 }, (_, at) => ({ talk: 'user', text: `${at}` }));
  const { traces } = await app.upload(jsonLines(many));
  const lineage = findLineage(app.store, traces[0]?.id ?? '');
  const seqs = readOutline(app.store, lineage).map(({ seq }) => seq);
  expect(seqs).toEqual(many.map((_, at) => at));
  const part = readOutline(app.store, lineage, 1990, 2020).map(({ seq }) => seq);
  expect(part).toEqual(seqs.slice(1990, 4010));
});
