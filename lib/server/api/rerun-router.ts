import { rerunResult } from '@/lib/server/reruns/rerun-result';
import { startRerun } from '@/lib/server/reruns/start-rerun';
import { runRegistryOf } from '@/lib/server/runs/run-registry-of';
import { api } from './implementer';

const { reruns } = api;

export const rerunRouter = {
  start: reruns.start.handler(({ context: { app }, input }) =>
    startRerun(app.store, input, {
      runs: runRegistryOf(app.store),
      now: () => new Date(),
    }),
  ),
  result: reruns.result.handler(({ context: { app }, input }) => rerunResult(app.store, input.id)),
};
