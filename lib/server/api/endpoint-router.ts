import { env } from '@/lib/env';
import {
  createEndpoint,
  removeEndpoint,
  updateEndpoint,
} from '@/lib/server/endpoints/change-endpoint';
import { listEndpoints } from '@/lib/server/endpoints/find-endpoint';
import { listModels } from '@/lib/server/endpoints/list-models';
import { testEndpoint } from '@/lib/server/endpoints/test-endpoint';
import { api } from './implementer';

const { endpoints } = api;

const allowPrivate = () => env().allowPrivateEndpoints;

export const endpointRouter = {
  list: endpoints.list.handler(async ({ context: { app } }) => ({
    items: await listEndpoints(app.store),
  })),
  create: endpoints.create.handler(({ context: { app }, input }) =>
    createEndpoint(app.store, input, allowPrivate()),
  ),
  update: endpoints.update.handler(({ context: { app }, input: { id, ...change } }) =>
    updateEndpoint(app.store, id, change, allowPrivate()),
  ),
  remove: endpoints.remove.handler(({ context: { app }, input }) =>
    removeEndpoint(app.store, input.id),
  ),
  test: endpoints.test.handler(({ context: { app }, input, signal }) =>
    testEndpoint(app.store, input, { allowPrivate: allowPrivate(), signal }),
  ),
  models: endpoints.models.handler(async ({ context: { app }, input }) => ({
    items: await listModels(app.store, input.id, { allowPrivate: allowPrivate() }),
  })),
};
