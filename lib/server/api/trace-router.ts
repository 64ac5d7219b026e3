import { readNotes } from '@/lib/db/read-parts';
import { runRegistryOf } from '@/lib/server/runs/run-registry-of';
import { setPolicy } from '@/lib/server/traces/branch-policy';
import {
  markTrace,
  removeTrace,
  renameTrace,
  restoreTrace,
} from '@/lib/server/traces/change-trace';
import { findEvents } from '@/lib/server/traces/find-events';
import { findLineage } from '@/lib/server/traces/find-trace';
import { forkTrace } from '@/lib/server/traces/fork-trace';
import { getTrace } from '@/lib/server/traces/get-trace';
import { lastStep } from '@/lib/server/traces/last-step';
import { latestTrace } from '@/lib/server/traces/latest-trace';
import { listTraces } from '@/lib/server/traces/list-traces';
import { outlinePage } from '@/lib/server/traces/read-trace';
import { rereadTrace } from '@/lib/server/traces/reread-trace';
import { traceLineage } from '@/lib/server/traces/trace-lineage';
import { api } from './implementer';

const traces = api.traces;

export const traceRouter = {
  list: traces.list.handler(({ context: { app }, input }) => listTraces(app.store, input)),
  latest: traces.latest.handler(async ({ context: { app } }) =>
    getTrace(app.store, await latestTrace(app.store)),
  ),
  get: traces.get.handler(({ context: { app }, input }) => getTrace(app.store, input.id)),
  rename: traces.rename.handler(({ context: { app }, input }) =>
    renameTrace(app.store, input.id, input.name),
  ),
  mark: traces.mark.handler(({ context: { app }, input: { id, ...marks } }) =>
    markTrace(app.store, id, marks),
  ),
  remove: traces.remove.handler(async ({ context: { app }, input }) => {
    const removed = await removeTrace(app.store, input.id);
    await runRegistryOf(app.store).stopOn(input.id);
    return removed;
  }),
  restore: traces.restore.handler(({ context: { app }, input }) =>
    restoreTrace(app.store, input.id),
  ),
  outline: traces.outline.handler(({ context: { app }, input }) =>
    outlinePage(app.store, findLineage(app.store, input.id), input),
  ),
  notes: traces.notes.handler(({ context: { app }, input }) =>
    readNotes(app.store.raw, findLineage(app.store, input.id), input.from, input.limit),
  ),
  find: traces.find.handler(({ context: { app }, input, signal }) =>
    findEvents(app, input, signal),
  ),
  lastStep: traces.lastStep.handler(({ context: { app }, input }) => lastStep(app.store, input.id)),
  lineage: traces.lineage.handler(({ context: { app }, input }) =>
    traceLineage(app.store, input.id),
  ),
  reread: traces.reread.handler(({ context: { app }, input }) =>
    rereadTrace(app, input.id, input.format),
  ),
  policy: traces.policy.handler(async ({ context: { app }, input }) => {
    await setPolicy(app.store, input.id, input.policy);
    return getTrace(app.store, input.id);
  }),
  fork: traces.fork.handler(({ context: { app }, input }) => forkTrace(app.store, input)),
};
