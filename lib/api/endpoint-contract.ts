import { oc } from '@orpc/contract';
import { z } from 'zod';
import { jsonSchema } from '@/lib/trace/json';

export const endpointKindSchema = z.enum([
  'scripted',
  'openai-compatible',
  'openai-chat',
  'openai-responses',
  'anthropic',
  'google',
]);
export type EndpointKind = z.infer<typeof endpointKindSchema>;

/** `scripted`, `env-openai`, `env-anthropic`, `env-google`, or the id of a stored endpoint. */
export const endpointIdSchema = z.string().regex(/^(scripted|env-[a-z]+|[0-9a-f]{32})$/);

/** `lost`: it was bound to another address, or the secret that sealed it is gone. */
export const keyStateSchema = z.enum(['none', 'stored', 'environment', 'lost']);

/** Where model calls can go. Its key is never in here. */
export const endpointSchema = z.strictObject({
  id: endpointIdSchema,
  name: z.string(),
  kind: endpointKindSchema,
  /** null for the scripted model, which uses no network. */
  baseUrl: z.string().nullable(),
  host: z.string().nullable(),
  /** Asked where a run names none. */
  model: z.string().nullable(),
  /** Sent where the setup of a call says nothing: an object. */
  parameters: jsonSchema.nullable(),
  /** A person allowed it to stand on this machine or a private network. */
  allowPrivate: z.boolean(),
  key: keyStateSchema,
  /** Only stored ones can be changed. */
  origin: z.enum(['builtin', 'environment', 'stored']),
});
export type Endpoint = z.infer<typeof endpointSchema>;

/** Where the model calls of a run go. */
export const endpointChoiceSchema = z.strictObject({
  id: endpointIdSchema,
  /** Instead of the endpoint's own. */
  model: z.string().trim().min(1).max(200).optional(),
});
export type EndpointChoice = z.infer<typeof endpointChoiceSchema>;

export const endpointKeySchema = z.string().trim().min(1).max(2000);

const fields = {
  name: z.string().trim().min(1).max(100),
  kind: endpointKindSchema.exclude(['scripted']),
  baseUrl: z.url().max(2000),
  model: z.string().trim().min(1).max(200).nullable(),
  parameters: z.record(z.string(), jsonSchema).nullable(),
  allowPrivate: z.boolean(),
};
export const endpointDraftSchema = z.strictObject({
  ...fields,
  model: fields.model.default(null),
  parameters: fields.parameters.default(null),
  allowPrivate: fields.allowPrivate.default(false),
  key: endpointKeySchema.optional(),
});

const byId = z.strictObject({ id: endpointIdSchema });

export const endpointContract = {
  list: oc
    .route({ method: 'GET', path: '/endpoints', summary: 'Endpoints, without their keys' })
    .output(z.strictObject({ items: z.array(endpointSchema) })),
  create: oc
    .route({ method: 'POST', path: '/endpoints', summary: 'Store an endpoint; its key is sealed' })
    .input(endpointDraftSchema)
    .output(endpointSchema),
  update: oc
    .route({
      method: 'PATCH',
      path: '/endpoints/{id}',
      summary: 'Change an endpoint; another scheme, host or port drops its key',
    })
    .input(
      byId.extend({
        ...z.strictObject(fields).partial().shape,
        /** null takes the key away; absent keeps it while the address stays. */
        key: endpointKeySchema.nullable().optional(),
      }),
    )
    .output(endpointSchema),
  remove: oc
    .route({ method: 'DELETE', path: '/endpoints/{id}', summary: 'Delete an endpoint and its key' })
    .input(byId)
    .output(byId),
  test: oc
    .route({ method: 'POST', path: '/endpoints/{id}/test', summary: 'One short model call' })
    .input(byId.extend({ model: z.string().trim().min(1).max(200).optional() }))
    .output(
      z.strictObject({
        ok: z.boolean(),
        /** As the endpoint names it; null where no reply came. */
        model: z.string().nullable(),
        /** To the first piece of the reply; null where none came. */
        firstMs: z.number().nonnegative().nullable(),
        /** To its end. */
        latencyMs: z.number().nonnegative(),
        /** What happened, and what to do next; null where all is well. */
        message: z.string().nullable(),
        todo: z.string().nullable(),
      }),
    ),
  models: oc
    .route({ method: 'GET', path: '/endpoints/{id}/models', summary: 'Models it offers' })
    .input(byId)
    /** null: it offers no list. At most 2,000. */
    .output(z.strictObject({ items: z.array(z.string()).nullable() })),
};
