import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendToBranch } from '@/lib/db/branch-appender';
import { sharedBodies } from '@/lib/server/api/answer-bodies';
import { sha256 } from '@/lib/server/sha256';
import { openTestApp, type TestApp } from '@/lib/server/test-app';
import { findTrace } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { eventAt, messagesAt, outlinePage } from '@/lib/server/traces/read-trace';
import { TraceBuilder } from '@/lib/trace/builder';
import { type Message, textMessage } from '@/lib/trace/message';
import { createShare, listShares, revokeShare } from './manage-shares';
import { countView, openShare } from './open-share';
import { sharedDiff } from './shared-diff';
import { sharedEvent } from './shared-event';
import { sharedScope } from './shared-scope';

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

const dayMs = 86_400_000;
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
    const { share, token } = await createShare(
      app.store,
      { kind: 'trace', traceId: root, seq: 2 },
      7,
    );
    expect(token).toMatch(/^rtk_share_[\w-]{43}$/);
    expect(share.title).toBe('talk.jsonl');
    const opened = await openShare(app.store, token);
    expect(opened).toMatchObject({ kind: 'trace', pins: { seq: 2, traces: [{ events: 4 }] } });
    await countView(app.store, opened.id);
    expect(await listShares(app.store, root)).toMatchObject([{ id: share.id, views: 1 }]);
    expect(await listShares(app.store, '0'.repeat(32))).toEqual([]);
    const row = app.store.raw.prepare('SELECT * FROM "Share"').get();
    expect(JSON.stringify(row)).not.toContain(token.slice(10));
  });

  it('that is unknown, expired or revoked answers alike', async () => {
    const now = new Date();
    const expired = await createShare(app.store, { kind: 'trace', traceId: root }, 1, now);
    const revoked = await createShare(app.store, { kind: 'trace', traceId: root }, null, now);
    await revokeShare(app.store, revoked.share.id);
    const later = new Date(now.getTime() + dayMs);
    const answers = await Promise.all(
      [`rtk_share_${'x'.repeat(43)}`, expired.token, revoked.token].map((token) =>
        openShare(app.store, token, later).catch(({ code, message, hint }) => ({
          code,
          message,
          hint,
        })),
      ),
    );
    expect(answers[0]).toMatchObject({ code: 'not_found' });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    await openShare(app.store, expired.token, now);
  });

  it('shows nothing that came later', async () => {
    const branch = await branchAt(1);
    const { token } = await createShare(app.store, { kind: 'trace', traceId: branch.id }, null);
    await grow(branch.id, 'main', () => textMessage('user', 'LATER'));
    await app.store.prisma.trace.update({ where: { id: branch.id }, data: { name: 'LATER' } });
    expect((await findTrace(app.store, branch.id)).eventCount).toBe(4);

    const share = await openShare(app.store, token);
    const { lineage, holdsMessage } = sharedScope(app.store, share, 'a');
    const page = outlinePage(app.store, lineage, { from: 0, limit: 100 });
    expect(page).toMatchObject({ total: 3 });
    expect(() => eventAt(app.store, lineage, 3)).toThrow(/no event/);
    const messages = messagesAt(app.store, lineage, [[0, 100]]);
    const visible = messages.filter(({ position }) => holdsMessage(position));
    expect(JSON.stringify([share, page, visible])).not.toContain('LATER');
  });

  it('of a branch shows nothing of its parent beyond the fork', async () => {
    const branch = await branchAt(1);
    const { token } = await createShare(app.store, { kind: 'trace', traceId: branch.id }, null);
    const share = await openShare(app.store, token);
    const { lineage, holdsMessage } = sharedScope(app.store, share, 'a');
    const positions = messagesAt(app.store, lineage, [[0, 100]]);
    expect(JSON.stringify(positions)).toContain('SECRET');
    const visible = positions.filter(({ position }) => holdsMessage(position));
    expect(visible.map(({ message }) => message.parts[0])).toEqual(
      ['one', 'two', 'mine'].map((text) => ({ type: 'text', text })),
    );
    expect(() => sharedScope(app.store, share, 'b')).toThrow(/does not work/);
  });

  it('names no agent of its parent that began beyond the fork', async () => {
    const parent = await branchAt(1);
    await grow(parent.id, 'SECRET agent', () => textMessage('user', 'x'));
    const { id } = await forkTrace(app.store, {
      ...{ id: parent.id, seq: 2, side: 'after' as const, edits: [] },
    });
    const { token } = await createShare(app.store, { kind: 'trace', traceId: id }, null);
    const { pins } = await openShare(app.store, token);
    expect(pins.traces[0]?.shown.lanes.map((lane) => lane.id)).toEqual(['main']);
    expect((await findTrace(app.store, parent.id)).lanes).toHaveLength(2);
  });

  it('shows the pictures of its messages, and no others', async () => {
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
    const later = await forkTrace(app.store, {
      ...{ id: parent.id, seq: 3, side: 'after' as const, edits: [] },
    });
    for (const traceId of [id, later.id]) {
      const { token } = await createShare(app.store, { kind: 'trace', traceId }, null);
      const seen = await sharedBodies.blob(app, token, 'a', sha256(png(1)));
      expect(seen.headers.get('content-type')).toBe('image/png');
      expect(Buffer.from(await seen.arrayBuffer())).toEqual(png(1));
      for (const [side, sha] of [
        ['a', sha256(png(2))],
        ['a', 'x'],
        ['b', sha256(png(1))],
      ] as const) {
        await expect(sharedBodies.blob(app, token, side, sha)).rejects.toMatchObject({
          message: 'This link does not work.',
        });
      }
    }
  });

  it('of a diff has two sides', async () => {
    const branch = await branchAt(1);
    const target = { kind: 'diff', a: root, b: branch.id, row: '3' } as const;
    const { token, share } = await createShare(app.store, target, 7);
    expect(share.title).toContain('↔');
    const opened = await openShare(app.store, token);
    expect(opened.pins.row).toBe('3');
    expect(sharedScope(app.store, opened, 'b').lineage.events).toBe(3);
    const diff = sharedDiff(app.store, opened);
    expect(diff).toMatchObject({ sharedPrefix: 2, contentIdentical: false });
    await grow(branch.id, 'main', () => textMessage('user', 'LATER'));
    expect(sharedDiff(app.store, await openShare(app.store, token))).toEqual(diff);
    expect(() => sharedDiff(app.store, { ...opened, kind: 'trace' })).toThrow(/does not work/);
  });

  it('gives events without records and unnamed fields', () => {
    const { lineage } = sharedScope(
      app.store,
      {
        ...{ id: '', kind: 'trace', title: '', expiresAt: null },
        pins: {
          traces: [{ id: root, events: 4, messages: 4, shown: { side: 'a' } as never }],
          ...{ seq: null, row: null },
        },
      },
      'a',
    );
    const event = eventAt(app.store, lineage, 1);
    expect(event.records).toHaveLength(1);
    const shown = sharedEvent({ ...event, extra: { secret: 1 } });
    expect(shown).toEqual({ ...event, records: [] });
  });

  it('of an event that is not there cannot be made', async () => {
    const target = { kind: 'trace', traceId: root, seq: 4 } as const;
    await expect(createShare(app.store, target, 7)).rejects.toMatchObject({ code: 'bad_request' });
    await expect(revokeShare(app.store, 'x')).rejects.toMatchObject({ code: 'not_found' });
  });
});
