import { withEventMeta } from '@orpc/server';
import type { RunUpdate } from '@/lib/api/run-contract';
import type { AppState } from '@/lib/server/app-state';
import type { RunRegistry } from '@/lib/server/runs/run-registry';
import { runRegistryOf } from '@/lib/server/runs/run-registry-of';
import { api } from './implementer';

const { runs } = api;

const registry = ({ app }: { app: AppState }): RunRegistry => runRegistryOf(app.store);

export const runRouter = {
  start: runs.start.handler(({ context, input: { traceId, endpoint, limits } }) =>
    registry(context).start(traceId, endpoint, limits),
  ),
  get: runs.get.handler(({ context, input }) => registry(context).get(input.id)),
  updates: runs.updates.handler(async function* ({
    context,
    input,
    lastEventId,
    signal,
  }): AsyncGenerator<RunUpdate> {
    // What a reader saw last counts more than what it first asked for.
    const seen = /^\d{1,15}$/.test(lastEventId ?? '') ? Number(lastEventId) : input.after;
    for await (const update of registry(context).updates(input.id, seen, signal)) {
      yield update.type === 'event'
        ? withEventMeta(update, { id: String(update.event.seq), retry: 500 })
        : update;
    }
  }),
  cancel: runs.cancel.handler(({ context, input }) => registry(context).cancel(input.id)),
  pause: runs.pause.handler(({ context, input }) => registry(context).pause(input.id)),
  continue: runs.continue.handler(({ context, input: { id, ...given } }) =>
    registry(context).goOn(id, given),
  ),
  answer: runs.answer.handler(({ context, input: { id, ...given } }) =>
    registry(context).answer(id, given),
  ),
  answerRest: runs.answerRest.handler(({ context, input }) =>
    registry(context).answerRest(input.id),
  ),
  repair: runs.repair.handler(({ context, input: { id, callId, input } }) =>
    registry(context).repair(id, callId, input),
  ),
  approve: runs.approve.handler(({ context, input: { id, ...given } }) =>
    registry(context).approve(id, given),
  ),
};
