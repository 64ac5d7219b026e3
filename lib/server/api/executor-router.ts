import {
  createExecutor,
  removeExecutor,
  updateExecutor,
} from '@/lib/server/executors/change-executor';
import { openExecutors } from '@/lib/server/executors/open-executor';
import { refreshExecutor } from '@/lib/server/executors/refresh-executor';
import { api } from './implementer';

const { executors } = api;

export const executorRouter = {
  list: executors.list.handler(async ({ context: { app } }) => ({
    items: (await openExecutors(app.store)).map(({ shown }) => shown),
  })),
  create: executors.create.handler(({ context: { app }, input }) =>
    createExecutor(app.store, input),
  ),
  update: executors.update.handler(({ context: { app }, input }) =>
    updateExecutor(app.store, input),
  ),
  remove: executors.remove.handler(({ context: { app }, input }) =>
    removeExecutor(app.store, input.id),
  ),
  refresh: executors.refresh.handler(({ context: { app }, input, signal }) =>
    refreshExecutor(app.store, input.id, signal),
  ),
};
