import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sharedMatterSchema } from '@/lib/api/share-contract';
import { appendToBranch } from '@/lib/db/branch-appender';
import { sharedBodies } from '@/lib/server/api/answer-bodies';
import { sha256 } from '@/lib/server/sha256';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { findTrace } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { TraceBuilder } from '@/lib/trace/builder';
import { type Message, textMessage } from '@/lib/trace/message';
import { createShare, listShares, revokeShare } from './manage-shares';
import { enterShare, openShare, unlockShare } from './open-share';
import { reviewMatter } from './review-matter';
import { cookiesOf, readerOf, share, visitor } from './share.testing';

let app: TestApp;
let root: string;
beforeEach(async () => {
  app = openTestApp();
  root = await app.import([
    { talk: 'user', text: 'one' },
    { talk: 'assistant', text: 'two' },
    { talk: 'user', text: 'SECRET of the parent' },
    { talk: 'assistant', text: 'four' },
  ]);
});
afterEach(() => app.close());

const hourMs = 3_600_000;
const all = Array.from({ length: 100 }, (_, at) => at);
const branchAt = (seq: number) =>
  forkTrace(app.store, {
    ...{ id: root, seq, side: 'after' as const },
    edits: [{ type: 'append-user', text: 'mine' }],
  });

/** Adds an event to a branch, as a run does. */
async function grow(id: string, lane: string, says: (builder: TraceBuilder) => Message) {
  const trace = await findTrace(app.store, id);
  const appender = appendToBranch(app.store.raw, trace, () => new Date());
  const builder = new TraceBuilder(sha256, appender.sink, appender.start);
  builder.add({
    ...{ kind: 'message', type: 'user', role: 'user', lane, records: [] },
    conversation: builder.conversationAt(2, 3),
    says: [says(builder)],
  });
  const { name, format, timeQuality } = trace;
  appender.commit(builder.header({ name, format, timeQuality, outcome: 'failed' }));
}

describe('a share', () => {
  it('opens by its token, which is kept only as a hash', async () => {
    const made = await share(app, { kind: 'trace', traceId: root, view: 'e=2&q=x&a=SECRET' });
    expect(made.token).toMatch(/^rtk_share_[\w-]{43}$/);
    expect(made.share).toMatchObject({ title: 'talk.jsonl', passphrase: false, masked: 0 });
    const opened = await enterShare(app.store, made.token, visitor());
    expect(opened).toMatchObject({ pins: { view: 'e=2&q=x', traces: [{ events: 4 }] } });
    expect(await listShares(app.store, root)).toMatchObject([{ id: made.share.id, views: 1 }]);
    expect(await listShares(app.store, '0'.repeat(32))).toEqual([]);
    const row = app.store.raw.prepare('SELECT * FROM "Share"').get();
    expect(JSON.stringify(row)).not.toContain(made.token.slice(10));
  });

  it('that is unknown, expired, revoked or used up answers alike', async () => {
    const now = new Date();
    const target = { kind: 'trace', traceId: root } as const;
    const expired = await share(app, target, { expiresInHours: 1, now });
    const revoked = await share(app, target, { expiresInHours: null, now });
    await revokeShare(app.store, revoked.share.id);
    const used = await share(app, target, { maxViews: 1, expiresInHours: null, now });
    await enterShare(app.store, used.token, visitor());
    const later = new Date(now.getTime() + hourMs);
    const tokens = [`rtk_share_${'x'.repeat(43)}`, expired.token, revoked.token, used.token];
    const told = ({ code, message, hint }: { code: string; message: string; hint: string }) => ({
      ...{ code, message, hint },
    });
    const answers = await Promise.all([
      ...tokens.map((token) => openShare(app.store, token, null, later).catch(told)),
      ...tokens.map((token) => enterShare(app.store, token, visitor(), later).catch(told)),
    ]);
    expect(answers[0]).toMatchObject({ code: 'not_found' });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    await openShare(app.store, expired.token, null, now);
  });

  it('is seen so often and no more, and whoever opened it in time reads on', async () => {
    const { token, share: made } = await share(
      app,
      { kind: 'trace', traceId: root },
      { maxViews: 2 },
    );
    const readers = [visitor(), visitor(), visitor()];
    const entered = await Promise.allSettled(
      readers.map((one) => enterShare(app.store, token, one)),
    );
    expect(entered.map(({ status }) => status).sort()).toEqual([
      ...['fulfilled', 'fulfilled', 'rejected'],
    ]);
    const inside = readers.find(({ setCookies }) => setCookies.length > 0);
    const ticket = cookiesOf(inside ?? visitor());
    expect(inside?.setCookies[0]).toMatch(/HttpOnly/);
    await openShare(app.store, token, ticket);
    await enterShare(app.store, token, visitor(ticket));
    await expect(openShare(app.store, token, null)).rejects.toMatchObject({ code: 'not_found' });
    expect(await listShares(app.store, root)).toMatchObject([{ views: 2, maxViews: 2 }]);
    const other = await share(app, { kind: 'trace', traceId: root }, { maxViews: 1 });
    await enterShare(app.store, other.token, visitor());
    await expect(openShare(app.store, other.token, ticket)).rejects.toThrow();
    const dayAfter = new Date(Date.now() + 13 * hourMs);
    await expect(openShare(app.store, token, ticket, dayAfter)).rejects.toThrow();
    await revokeShare(app.store, made.id);
    await expect(openShare(app.store, token, ticket)).rejects.toThrow();
  });

  it('with a passphrase opens to who knows it, and not to who guesses', async () => {
    const target = { kind: 'trace', traceId: root } as const;
    const { token, share: made } = await share(app, target, { passphrase: 'correct horse' });
    expect(made.passphrase).toBe(true);
    const row = app.store.raw.prepare('SELECT * FROM "Share"').get();
    expect(JSON.stringify(row)).not.toContain('correct horse');
    const locked = { code: 'unauthorized' };
    await expect(openShare(app.store, token, null)).rejects.toMatchObject(locked);
    await expect(enterShare(app.store, token, visitor())).rejects.toMatchObject(locked);
    await expect(unlockShare(app.store, token, 'correct', visitor())).rejects.toMatchObject(locked);
    const inside = visitor();
    await unlockShare(app.store, token, 'correct horse', inside);
    await openShare(app.store, token, cookiesOf(inside));
    const forged = cookiesOf(inside).replaceAll(/.(?=;|$)/g, '~');
    await expect(openShare(app.store, token, forged)).rejects.toThrow();
    expect(await listShares(app.store, root)).toMatchObject([{ views: 1 }]);
    const guesses = Array.from({ length: 12 }, (_, at) =>
      unlockShare(app.store, token, `guess ${at}`, visitor()).catch(({ code }) => code),
    );
    expect(await Promise.all(guesses)).toContain('too_many');
  });

  it('shows nothing that came later', async () => {
    const branch = await branchAt(1);
    const { token } = await share(app, { kind: 'trace', traceId: branch.id });
    await grow(branch.id, 'main', () => textMessage('user', 'LATER'));
    await app.store.prisma.trace.update({ where: { id: branch.id }, data: { name: 'LATER' } });
    expect((await findTrace(app.store, branch.id)).eventCount).toBe(4);

    const reader = await readerOf(app, token);
    const rows = reader.outline('a');
    expect(rows).toHaveLength(3);
    expect(() => reader.event('a', 3)).toThrow(/no event/);
    expect(JSON.stringify([reader.shown, rows, reader.messages('a', all)])).not.toContain('LATER');
  });

  it('of a moment shows nothing behind it', async () => {
    const { token } = await share(app, { kind: 'moment', traceId: root, seq: 1 });
    const reader = await readerOf(app, token);
    expect(reader.shown.traces).toMatchObject([{ outcome: 'unknown', totals: { events: 2 } }]);
    expect(reader.outline('a')).toHaveLength(2);
    expect(JSON.stringify(reader.messages('a', all))).not.toContain('SECRET');
    expect(() => reader.event('a', 2)).toThrow();
  });

  it('of a branch shows nothing of its parent beyond the fork', async () => {
    const branch = await branchAt(1);
    const { token } = await share(app, { kind: 'trace', traceId: branch.id });
    const reader = await readerOf(app, token);
    expect(reader.messages('a', all).map(({ message }) => message.parts[0])).toEqual(
      ['one', 'two', 'mine'].map((text) => ({ type: 'text', text })),
    );
    expect(() => reader.outline('b')).toThrow(/does not work/);
  });

  it('names no agent of its parent that began beyond the fork', async () => {
    const parent = await branchAt(1);
    await grow(parent.id, 'SECRET agent', () => textMessage('user', 'x'));
    const { id } = await forkTrace(app.store, {
      ...{ id: parent.id, seq: 2, side: 'after' as const, edits: [] },
    });
    const { token } = await share(app, { kind: 'trace', traceId: id });
    const { traces } = (await readerOf(app, token)).shown;
    expect(traces[0]?.lanes.map((lane) => lane.id)).toEqual(['main']);
    expect((await findTrace(app.store, parent.id)).lanes).toHaveLength(2);
  });

  it('shows the pictures of its messages where they are included, and no others', async () => {
    const png = (last: number) => Buffer.from(`89504e470d0a1a0a0${last}`, 'hex');
    const picture = (last: number) => (builder: TraceBuilder) => ({
      role: 'user' as const,
      parts: [
        {
          type: 'media' as const,
          mediaType: 'image/png',
          blob: builder.blob(png(last), 'image/png'),
        },
      ],
    });
    const parent = await branchAt(1);
    await grow(parent.id, 'main', picture(1));
    const { id } = await forkTrace(app.store, {
      ...{ id: parent.id, seq: 3, side: 'after' as const, edits: [] },
    });
    await grow(parent.id, 'main', picture(2));
    const target = { kind: 'trace', traceId: id } as const;
    const { token } = await share(app, target, { include: { media: true } });
    const at = { token, side: 'a', cookies: null };
    const seen = await sharedBodies.blob(app, at, sha256(png(1)));
    expect(seen.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await seen.arrayBuffer())).toEqual(png(1));
    const without = await share(app, target);
    for (const [place, sha] of [
      [at, sha256(png(2))],
      [at, 'x'],
      [{ ...at, side: 'b' }, sha256(png(1))],
      [{ ...at, token: without.token }, sha256(png(1))],
    ] as const) {
      await expect(sharedBodies.blob(app, place, sha)).rejects.toMatchObject({
        message: 'This link does not work.',
      });
    }
  });

  it('of a diff has two sides, and says in a line what it shows', async () => {
    const branch = await branchAt(1);
    const { token, share: made } = await share(app, { kind: 'diff', a: root, b: branch.id });
    expect(made.title).toContain('↔');
    const reader = await readerOf(app, token);
    expect(reader.shown.summary).toMatch(/^2 events same, 2 changed, parted at /);
    expect(reader.outline('b')).toHaveLength(3);
    const diff = await reader.diff('a', 'b');
    expect(diff).toMatchObject({ sharedPrefix: 2, contentIdentical: false });
    await grow(branch.id, 'main', () => textMessage('user', 'LATER'));
    expect(await (await readerOf(app, token)).diff('a', 'b')).toEqual(diff);
    await expect(reader.diff('a', 'c')).rejects.toThrow(/does not work/);
    const at = { side: 'a', seq: 1, at: 'before' } as const;
    expect(reader.context(at, { ...at, side: 'b' }).blocks).toMatchObject([{ state: 'same' }]);
  });

  it('of a tree has all live branches, and none of another', async () => {
    const branch = await branchAt(1);
    const twig = await forkTrace(app.store, {
      ...{ id: branch.id, seq: 2, side: 'after' as const, edits: [] },
    });
    await branchAt(0);
    const { token } = await share(app, { kind: 'tree', root: branch.id });
    const reader = await readerOf(app, token);
    expect(reader.shown.traces).toMatchObject([
      { side: 't0', parent: null, fork: null },
      { side: 't1', parent: 't0', forkSeq: 2 },
    ]);
    expect(JSON.stringify(reader.shown)).not.toContain(twig.id);
    expect(await reader.diff('t0', 't1')).toMatchObject({ verdict: 'identical' });
  });

  it('gives no records and unnamed fields', async () => {
    const { token } = await share(app, { kind: 'trace', traceId: root });
    const event = (await readerOf(app, token)).event('a', 1);
    expect(event.records).toEqual([]);
    expect(event).not.toHaveProperty('extra');
    const at = { token, side: 'a', cookies: null };
    await expect(sharedBodies.records(app, at, '1')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('gives raw records where they are included, and nothing is left out', async () => {
    const raw = { raw: true, media: true };
    const target = { kind: 'trace', traceId: root } as const;
    const { token } = await share(app, target, { include: raw, mask: { texts: ['SECRET of'] } });
    const records = await sharedBodies.records(app, { token, side: 'a', cookies: null }, '2');
    const text = await records.text();
    expect(text).toContain('talk');
    expect(text).not.toContain('SECRET of');
    const half = await share(app, target, { include: { ...raw, toolResults: false } });
    const at = { token: half.token, side: 'a', cookies: null };
    await expect(sharedBodies.records(app, at, '2')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is made of what was looked through, and of nothing else', async () => {
    const branch = await branchAt(1);
    const matter = sharedMatterSchema.parse({ target: { kind: 'trace', traceId: branch.id } });
    const { reviewed } = await reviewMatter(app, matter);
    await grow(branch.id, 'main', () => textMessage('user', 'more'));
    const request = { ...matter, reviewed, expiresInHours: null };
    await expect(createShare(app, request)).rejects.toMatchObject({ code: 'conflict' });
    const again = await reviewMatter(app, matter);
    await createShare(app, { ...request, reviewed: again.reviewed });
  });

  it('finds what looks like a secret, by value and place, and masks it', async () => {
    const secret = `${'sk-'}ant-api03-${'Qx7'.repeat(30)}-AA`;
    const id = await app.import([
      { talk: 'user', text: `The key is ${secret}, use it.` },
      { talk: 'assistant', text: `I used ${secret}.` },
    ]);
    const matter = sharedMatterSchema.parse({ target: { kind: 'trace', traceId: id } });
    const { findings } = await reviewMatter(app, matter);
    expect(findings).toMatchObject([{ kind: 'Anthropic key', count: 2 }]);
    const [found] = findings;
    expect(found?.places[0]).toMatchObject({ side: 'a', seq: 0, where: 'user message' });
    expect(found?.places[0]?.after).not.toContain(secret);
    const { token } = await share(app, matter.target, { mask: { findings: [found?.id ?? ''] } });
    const reader = await readerOf(app, token);
    const seen = JSON.stringify([
      reader.outline('a'),
      reader.messages('a', all),
      [0, 1].map((seq) => reader.event('a', seq)),
    ]);
    expect(seen).toContain('I used ');
    expect(seen).not.toContain(secret.slice(0, 20));
  });

  it('of an older version still opens', async () => {
    const { token, share: made } = await share(app, { kind: 'trace', traceId: root });
    const pins = {
      ...{ traces: [{ id: root, events: 4, messages: 4 }], seq: 2, row: null },
    };
    const shown = (await readerOf(app, token)).pins.traces[0]?.shown;
    const old = { ...pins, traces: [{ ...pins.traces[0], shown }] };
    await app.store.prisma.share.update({
      where: { id: made.id },
      data: { pins: JSON.stringify(old) },
    });
    const reader = await readerOf(app, token);
    expect(reader.pins).toMatchObject({ kind: 'trace', view: 'e=2', include: { media: true } });
    expect(reader.outline('a')).toHaveLength(4);
  });

  it('of an event that is not there cannot be made', async () => {
    await expect(share(app, { kind: 'moment', traceId: root, seq: 4 })).rejects.toMatchObject({
      code: 'bad_request',
    });
    await expect(revokeShare(app.store, 'x')).rejects.toMatchObject({ code: 'not_found' });
  });
});
