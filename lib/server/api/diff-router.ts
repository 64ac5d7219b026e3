import { diffTraces } from '@/lib/server/diff-traces';
import { api } from './implementer';

export const diffRouter = {
  get: api.diffs.get.handler(({ context: { app }, input }) =>
    diffTraces(app.store, input.a, input.b),
  ),
};
