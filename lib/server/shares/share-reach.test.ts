import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sharedMatterSchema } from '@/lib/api/share-contract';
import { sharedBodies } from '@/lib/server/api/answer-bodies';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { removeTrace } from '@/lib/server/traces/change-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { eventRecords, meetsRecords, unitedRecords } from './event-records';
import { enterShare, openShare, previewShare } from './open-share';
import { reviewMatter } from './review-matter';
import { cookiesOf, readerOf, share, visitor } from './share.testing';

let app: TestApp;
let root: string;
beforeEach(async () => {
  app = openTestApp();
  root = await app.import(['one', 'two', 'three', 'four'].map((text) => ({ talk: 'user', text })));
});
afterEach(() => app.close());

const fork = (id: string, seq: number) =>
  forkTrace(app.store, { ...{ id, seq, side: 'after' as const }, edits: [] });
const raw = { raw: true, media: true };

describe('a share', () => {
  it('with a limit of views is read by who opened it, and previewed by anybody', async () => {
    const { token } = await share(app, { kind: 'trace', traceId: root }, { maxViews: 5 });
    await expect(openShare(app.store, token, null)).rejects.toMatchObject({ code: 'not_found' });
    await previewShare(app.store, token, null);
    const reader = visitor();
    await enterShare(app.store, token, reader);
    await openShare(app.store, token, cookiesOf(reader));
    await expect(openShare(app.store, token, null)).rejects.toMatchObject({ code: 'not_found' });
    for (const [path, site] of [
      ['/s/', 'Lax'],
      ['/api/s/', 'Strict'],
    ] as const)
      expect(reader.setCookies.find((one) => one.includes(`Path=${path}${token}`))).toMatch(
        `SameSite=${site}; HttpOnly`,
      );
  });

  it('of a branch gives no record that later events of its parent were read from', async () => {
    const { id } = await fork(root, 1);
    const records = async (token: string, seq: string): Promise<string> =>
      (await sharedBodies.records(app, { token, side: 'a', cookies: null }, seq)).text();
    const before = await share(app, { kind: 'trace', traceId: id }, { include: raw });
    expect(await records(before.token, '0')).toContain('one');
    expect(await records(before.token, '1')).toContain('two');

    const [, second, third] = await eventRecords(app.store, root, 0);
    const both = JSON.stringify([[0, second?.[1], third?.[2]]]);
    app.store.raw
      .prepare(`UPDATE "Event" SET "records" = ? WHERE "traceId" = ? AND "seq" IN (1, 2)`)
      .run(both, root);
    const other = await fork(root, 1);
    const { token } = await share(app, { kind: 'trace', traceId: other.id }, { include: raw });
    expect(await records(token, '0')).toContain('one');
    expect(await records(token, '1')).toBe('{"items":[]}');
    const whole = await share(app, { kind: 'trace', traceId: root }, { include: raw });
    expect(await records(whole.token, '1')).toContain('three');
  });

  it('of one trace gives no record that another trace of the upload was read from', async () => {
    const { traces } = await app.upload(
      ['a', 'b'].map((trace) => JSON.stringify({ talk: 'user', text: trace, trace })).join('\n'),
    );
    const [a, b] = traces.map(({ id }) => id);
    const all = JSON.stringify([[0, 0, 1000]]);
    app.store.raw.prepare(`UPDATE "Event" SET "records" = ? WHERE "traceId" = ?`).run(all, b);
    const target = { kind: 'trace', traceId: a ?? '' } as const;
    const { token } = await share(app, target, { include: raw });
    const answer = await sharedBodies.records(app, { token, side: 'a', cookies: null }, '0');
    expect(await answer.json()).toEqual({ items: [] });
  });

  it('of a tree shows what grew from a deleted branch under what that grew from', async () => {
    const middle = await fork(root, 1);
    const twig = await fork(middle.id, 2);
    await removeTrace(app.store, middle.id);
    const { token } = await share(app, { kind: 'tree', root });
    const { traces } = (await readerOf(app, token)).shown;
    expect(traces).toMatchObject([
      { side: 't0', parent: null, totals: { events: 4 } },
      { side: 't1', parent: 't0', forkSeq: 1, totals: { events: twig.totals.events } },
    ]);
  });

  it('opens when its trace was deleted, until it is gone for good', async () => {
    const { token } = await share(app, { kind: 'trace', traceId: root });
    await removeTrace(app.store, root);
    expect((await readerOf(app, token)).outline('a')).toHaveLength(4);
  });
});

describe('a review', () => {
  const secret = `${'gh'}p_${'aB3dE6gH9kL2'.repeat(3)}`;

  it('looks once at what branches have in common', async () => {
    const id = await app.import([{ talk: 'user', text: `token ${secret} ${secret}` }]);
    await fork(id, 0);
    await fork(id, 0);
    const review = (target: object) =>
      reviewMatter(app, sharedMatterSchema.parse({ target, mask: { texts: [secret, 'nothing'] } }));
    const one = await review({ kind: 'trace', traceId: id });
    const three = await review({ kind: 'tree', root: id });
    expect(one.findings).toMatchObject([{ kind: 'GitHub token', count: 2 }]);
    expect(three.findings).toMatchObject([{ count: 2, id: one.findings[0]?.id }]);
    expect(one.texts).toEqual([
      { text: secret, count: 2 },
      { text: 'nothing', count: 0 },
    ]);
    expect(three.reviewed).not.toBe(one.reviewed);
  });

  it('refuses to mask what it did not find', async () => {
    const mask = { findings: ['unknown'] };
    await expect(share(app, { kind: 'trace', traceId: root }, { mask })).rejects.toMatchObject({
      code: 'bad_request',
    });
  });
});

it('finds bytes that records have in common', () => {
  const ranges = unitedRecords([
    [1, 5, 9],
    [0, 10, 20],
    [0, 0, 5],
    [0, 4, 8],
    [0, 30, 40],
  ]);
  expect(ranges).toEqual([
    [0, 0, 8],
    [0, 10, 20],
    [0, 30, 40],
    [1, 5, 9],
  ]);
  for (const ref of [
    [0, 7, 9],
    [0, 0, 100],
    [0, 19, 20],
    [1, 0, 6],
  ] as const)
    expect(meetsRecords(ranges, [...ref])).toBe(true);
  for (const ref of [
    [0, 8, 10],
    [0, 20, 30],
    [0, 40, 90],
    [1, 0, 5],
    [1, 9, 99],
    [2, 0, 9],
  ] as const)
    expect(meetsRecords(ranges, [...ref])).toBe(false);
});
