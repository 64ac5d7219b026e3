import { env } from '@/lib/env';
import { branchTrims } from '@/lib/server/prepare/branch-trims';
import { prepare } from '@/lib/server/prepare/prepare';
import { requestAt } from '@/lib/server/prepare/request-at';
import { api } from './implementer';

const { prepared } = api;

export const prepareRouter = {
  requestAt: prepared.requestAt.handler(({ context: { app }, input, signal }) =>
    requestAt(app.store, input, signal),
  ),
  prepare: prepared.prepare.handler(({ context: { app }, input, signal }) =>
    prepare(app.store, input, { allowPrivate: env().allowPrivateEndpoints, signal }),
  ),
  trims: prepared.trims.handler(({ context: { app }, input }) => branchTrims(app.store, input)),
};
