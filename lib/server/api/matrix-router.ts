import { env } from '@/lib/env';
import { cancelMatrix } from '@/lib/server/matrices/cancel-matrix';
import { listMatrices, readMatrix } from '@/lib/server/matrices/read-matrix';
import { startMatrix } from '@/lib/server/matrices/start-matrix';
import { runRegistryOf } from '@/lib/server/runs/run-registry-of';
import { api } from './implementer';

const { matrices } = api;

export const matrixRouter = {
  start: matrices.start.handler(({ context: { app }, input }) =>
    startMatrix(app.store, input, {
      runs: runRegistryOf(app.store),
      allowPrivate: env().allowPrivateEndpoints,
      now: () => new Date(),
    }),
  ),
  get: matrices.get.handler(({ context: { app }, input }) => readMatrix(app.store, input.id)),
  list: matrices.list.handler(async ({ context: { app }, input }) => ({
    items: await listMatrices(app.store, input.traceId),
  })),
  cancel: matrices.cancel.handler(({ context: { app }, input }) =>
    cancelMatrix(app.store, input.id, runRegistryOf(app.store)),
  ),
};
