import { oc } from '@orpc/contract';
import { z } from 'zod';
import { traceIdSchema } from './trace-contract';

/**
 * One upload on its way to traces. Bytes travel by `POST /api/traces` (raw or multipart body), outside this
 * contract because they stream; that answers with this state.
 */
export const importStateSchema = z.strictObject({
  id: z.string(),
  /** `choose`: the upload holds several traces, say which. `duplicate`: the same bytes are here already. */
  phase: z.enum([
    'receiving',
    'reading',
    'choose',
    'importing',
    'done',
    'duplicate',
    'failed',
    'cancelled',
  ]),
  name: z.string(),
  format: z.strictObject({ id: z.string(), title: z.string(), confidence: z.string() }).nullable(),
  bytes: z.strictObject({
    received: z.int().nonnegative(),
    total: z.int().nonnegative().nullable(),
  }),
  /** Events written so far, over all traces of the upload. */
  events: z.int().nonnegative(),
  parts: z.array(
    z.strictObject({ key: z.string(), title: z.string(), traceId: traceIdSchema.nullable() }),
  ),
  /** Traces that are ready. */
  traces: z.array(z.strictObject({ id: traceIdSchema, name: z.string() })),
  error: z
    .strictObject({ code: z.string(), message: z.string(), hint: z.string().nullable() })
    .nullable(),
});
export type ImportState = z.infer<typeof importStateSchema>;

const byImport = z.strictObject({ id: z.string().max(64) });

export const importContract = {
  get: oc
    .route({ method: 'GET', path: '/imports/{id}', summary: 'How far an upload is' })
    .input(byImport)
    .output(importStateSchema),
  choose: oc
    .route({
      method: 'POST',
      path: '/imports/{id}/choice',
      summary: 'Which traces of the upload to import',
    })
    .input(byImport.extend({ parts: z.array(z.string()).min(1) }))
    .output(importStateSchema),
  cancel: oc
    .route({
      method: 'DELETE',
      path: '/imports/{id}',
      summary: 'Stop an import; nothing of it is kept',
    })
    .input(byImport)
    .output(importStateSchema),
  formats: oc
    .route({ method: 'GET', path: '/formats', summary: 'Formats that can be read' })
    .output(
      z.strictObject({ items: z.array(z.strictObject({ id: z.string(), title: z.string() })) }),
    ),
  samples: oc.route({ method: 'GET', path: '/samples', summary: 'Bundled samples' }).output(
    z.strictObject({
      items: z.array(z.strictObject({ id: z.string(), title: z.string(), about: z.string() })),
    }),
  ),
  openSample: oc
    .route({
      method: 'POST',
      path: '/samples/{id}',
      summary: 'Import a bundled sample, or find it here',
    })
    .input(byImport)
    .output(importStateSchema),
};
