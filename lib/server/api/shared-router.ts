import type { AppState } from '@/lib/server/app-state';
import { countView, openShare } from '@/lib/server/shares/open-share';
import { sharedDiff } from '@/lib/server/shares/shared-diff';
import { sharedScope } from '@/lib/server/shares/shared-scope';
import { outlinePage } from '@/lib/server/traces/read-trace';
import { api } from './implementer';

const shared = api.shared;

const scopeOf = async ({ store }: AppState, token: string, side: 'a' | 'b') =>
  sharedScope(store, await openShare(store, token), side);

/** What a token opens, and nothing else. Its routes ask for no password. */
export const sharedRouter = {
  view: shared.view.handler(async ({ context: { app }, input }) => {
    const share = await openShare(app.store, input.token);
    await countView(app.store, share.id);
    const { kind, title, expiresAt, pins } = share;
    return {
      ...{ kind, title, expiresAt: expiresAt?.toISOString() ?? null },
      traces: pins.traces.map((pin) => pin.shown),
      ...{ seq: pins.seq, row: pins.row },
    };
  }),
  outline: shared.outline.handler(async ({ context: { app }, input }) => {
    const { lineage } = await scopeOf(app, input.token, input.side);
    return outlinePage(app.store, lineage, input);
  }),
  diff: shared.diff.handler(async ({ context: { app }, input }) => {
    return sharedDiff(app.store, await openShare(app.store, input.token));
  }),
};
