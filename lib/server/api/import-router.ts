import { formats } from '@/lib/formats/index';
import { listSamples, openSample } from '@/lib/server/samples';
import { api } from './implementer';

const imports = api.imports;

export const importRouter = {
  get: imports.get.handler(({ context: { app }, input }) => app.imports.get(input.id)),
  choose: imports.choose.handler(({ context: { app }, input }) =>
    app.imports.choose(input.id, input.parts),
  ),
  cancel: imports.cancel.handler(({ context: { app }, input }) => app.imports.cancel(input.id)),
  formats: imports.formats.handler(() => ({
    items: formats.map(({ id, title }) => ({ id, title })),
  })),
  samples: imports.samples.handler(() => ({ items: listSamples() })),
  openSample: imports.openSample.handler(async ({ context: { app }, input }) =>
    app.imports.settled(await openSample(app, input.id)),
  ),
};
