import { api } from './implementer';

export const searchRouter = {
  find: api.search.find.handler(({ context: { app }, input }) => app.search.find(input)),
};
