import { createHash } from 'node:crypto';
import { allRows, apiOf, importOne } from './support/api';
import { bytesOf } from './support/fixtures';
import { storedTrace, storedValue } from './support/stored';
import { expect, test } from './support/test';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('a parent never changes: not by fork, resume, delete of a branch', async ({ server }) => {
  const api = apiOf(server);
  const parent = await importOne(server, bytesOf('lostParcel'), 'lost-parcel.json');
  const stored = sha256(storedTrace(server, parent));
  const expectUnchanged = () => expect(sha256(storedTrace(server, parent))).toBe(stored);

  const rows = await allRows(server, parent);
  const branches: string[] = [];
  for (const { seq } of rows)
    for (const side of ['before', 'after'] as const) {
      const edits = [{ type: 'append-user' as const, text: `Another way, ${side} ${seq}.` }];
      const branch = await api.traces.fork({ id: parent, seq, side, edits });
      branches.push(branch.id);
      const own = `SELECT count(*) FROM "Event" WHERE "traceId" = '${branch.id}'`;
      expect(storedValue(server, own)).toBe(1);
      const kept = side === 'after' ? seq + 1 : seq;
      const seen = await allRows(server, branch.id);
      expect(seen.slice(0, kept)).toEqual(rows.slice(0, kept));
      expect(seen.at(-1)?.kind).toBe('edit');
    }
  expectUnchanged();

  const [first = '', second = ''] = branches;
  const run = await api.runs.start({ traceId: first, endpoint: { id: 'scripted' } });
  await expect
    .poll(async () => (await api.runs.get({ id: run.id })).status)
    .toMatch(/^(waiting|done)$/);
  await api.runs.cancel({ id: run.id });
  expectUnchanged();

  for (const id of [first, second]) await api.traces.remove({ id });
  expectUnchanged();
  expect(await allRows(server, parent)).toEqual(rows);

  // The other way round: a branch outlives its parent.
  const [last = ''] = branches.slice(-1);
  const before = await allRows(server, last);
  await api.traces.remove({ id: parent });
  expect(await allRows(server, last)).toEqual(before);
});

test('the same input gives the same hashes, and a trace differs in nothing from itself', async ({
  server,
}) => {
  const api = apiOf(server);
  const one = await importOne(server, bytesOf('codingAgent'), 'coding-agent.jsonl');
  const { importId } = await api.traces.reread({ id: one });
  await expect.poll(async () => (await api.imports.get({ id: importId })).phase).toBe('done');
  const two = (await api.imports.get({ id: importId })).traces[0]?.id ?? '';
  expect(await allRows(server, two)).toEqual(await allRows(server, one));
  for (const [a, b] of [
    [one, one],
    [one, two],
  ] as const) {
    const { blocks, contentIdentical, firstDifference } = await api.diffs.get({ a, b });
    expect(contentIdentical).toBe(true);
    expect(firstDifference).toBeNull();
    expect(new Set(blocks.map(({ state }) => state))).toEqual(new Set(['same']));
  }
});
