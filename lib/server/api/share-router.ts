import { createShare, listShares, revokeShare } from '@/lib/server/shares/manage-shares';
import { reviewMatter } from '@/lib/server/shares/review-matter';
import { api } from './implementer';

const shares = api.shares;

export const shareRouter = {
  findings: shares.findings.handler(({ context: { app }, input }) => reviewMatter(app, input)),
  create: shares.create.handler(async ({ context: { app, origin }, input }) => {
    const { share, token } = await createShare(app, input);
    return { share, token, url: `${origin}/s/${token}` };
  }),
  list: shares.list.handler(async ({ context: { app }, input }) => ({
    items: await listShares(app.store, input.traceId),
  })),
  revoke: shares.revoke.handler(({ context: { app }, input }) => revokeShare(app.store, input.id)),
};
