import { packOutline } from '@/lib/api/outline-page';
import { enterShare, openShare, unlockShare } from '@/lib/server/shares/open-share';
import { SharedReader } from '@/lib/server/shares/shared-reader';
import { type ApiContext, api } from './implementer';

const shared = api.shared;

const readerOf = async ({ app, visitor }: ApiContext, token: string): Promise<SharedReader> =>
  new SharedReader(app.store, (await openShare(app.store, token, visitor.cookies)).pins);

/** What a token opens, and nothing else. Its routes ask for no password. */
export const sharedRouter = {
  unlock: shared.unlock.handler(async ({ context: { app, visitor }, input }) => {
    await unlockShare(app.store, input.token, input.passphrase, visitor);
    return { unlocked: true as const };
  }),
  view: shared.view.handler(async ({ context: { app, visitor }, input }) => {
    const { pins, expiresAt } = await enterShare(app.store, input.token, visitor);
    const { kind, include, masks, view } = pins;
    return {
      ...new SharedReader(app.store, pins).shown,
      ...{ kind, include, view, masked: masks.length },
      expiresAt: expiresAt?.toISOString() ?? null,
    };
  }),
  outline: shared.outline.handler(async ({ context, input: { token, side, from, limit } }) => {
    const reader = await readerOf(context, token);
    return packOutline(await reader.rows(side, from, limit), from, reader.events(side));
  }),
  diff: shared.diff.handler(async ({ context, input: { token, a, b, ignore }, signal }) => {
    const reader = await readerOf(context, token);
    return reader.diff(a, b, ignore, signal);
  }),
  context: shared.context.handler(async ({ context, input: { token, ...at } }) => {
    const reader = await readerOf(context, token);
    return reader.context(
      { side: at.a, seq: at.aSeq, at: at.aSide },
      { side: at.b, seq: at.bSeq, at: at.bSide },
    );
  }),
};
