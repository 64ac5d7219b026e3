import { contextDiff } from '@/lib/server/diffs/context-diff';
import { diffTraces } from '@/lib/server/diffs/diff-traces';
import { findLineage } from '@/lib/server/traces/find-trace';
import { api } from './implementer';

export const diffRouter = {
  get: api.diffs.get.handler(({ context: { app }, input: { a, b, ignore }, signal }) =>
    diffTraces(app.store, a, b, { ignore, signal }),
  ),
  context: api.diffs.context.handler(({ context: { app }, input }) =>
    contextDiff(
      app.store,
      { lineage: findLineage(app.store, input.a), seq: input.aSeq, side: input.aSide },
      { lineage: findLineage(app.store, input.b), seq: input.bSeq, side: input.bSide },
    ),
  ),
};
