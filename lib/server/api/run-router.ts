import { withEventMeta } from '@orpc/server';
import type { RunUpdate } from '@/lib/api/run-contract';
import { knownEndpoints } from '@/lib/server/runs/run-endpoint';
import { runRegistryOf } from '@/lib/server/runs/run-registry-of';
import { api } from './implementer';

const { runs } = api;

export const runRouter = {
  endpoints: runs.endpoints.handler(() => ({ items: knownEndpoints() })),
  start: runs.start.handler(({ context: { app }, input }) =>
    runRegistryOf(app.store).start(input.traceId, input.endpoint, input.limits),
  ),
  get: runs.get.handler(({ context: { app }, input }) => runRegistryOf(app.store).get(input.id)),
  updates: runs.updates.handler(async function* ({
    context: { app },
    input,
    lastEventId,
    signal,
  }): AsyncGenerator<RunUpdate> {
    // What a reader saw last counts more than what it first asked for.
    const seen = /^\d{1,15}$/.test(lastEventId ?? '') ? Number(lastEventId) : input.after;
    for await (const update of runRegistryOf(app.store).updates(input.id, seen, signal)) {
      yield update.type === 'event'
        ? withEventMeta(update, { id: String(update.event.seq), retry: 500 })
        : update;
    }
  }),
  cancel: runs.cancel.handler(({ context: { app }, input }) =>
    runRegistryOf(app.store).cancel(input.id),
  ),
  answer: runs.answer.handler(({ context: { app }, input: { id, ...given } }) =>
    runRegistryOf(app.store).answer(id, given),
  ),
};
