import { oc } from '@orpc/contract';
import { z } from 'zod';
import { jsonSchema } from '@/lib/trace/json';
import { endpointKeySchema, keyStateSchema } from './endpoint-contract';

/** A stored executor, or a stdio server of the configuration file: `config-NAME`. */
export const executorIdSchema = z.string().regex(/^([0-9a-f]{32}|config-[a-zA-Z0-9_-]{1,64})$/);

/** What is said of a tool; null: nobody said, which counts as the worst (MCP, tool annotations). */
export const toolHintsSchema = z.strictObject({
  readOnly: z.boolean().nullable(),
  destructive: z.boolean().nullable(),
  idempotent: z.boolean().nullable(),
  openWorld: z.boolean().nullable(),
});
export type ToolHints = z.infer<typeof toolHintsSchema>;

export const executorToolSchema = z.strictObject({
  name: z.string().min(1).max(200),
  description: z.string().nullable(),
  schema: jsonSchema.nullable(),
  hints: toolHintsSchema,
  /** A person allowed it to be called at all. */
  allowed: z.boolean(),
});
export type ExecutorTool = z.infer<typeof executorToolSchema>;

/** Runs tool calls for real: an HTTP address of one's own, or an MCP server. */
export const executorSchema = z.strictObject({
  id: executorIdSchema,
  name: z.string(),
  kind: z.enum(['http', 'mcp', 'mcp-stdio']),
  /** null for stdio. */
  url: z.string().nullable(),
  host: z.string().nullable(),
  allowPrivate: z.boolean(),
  /** Sent as a bearer token. */
  key: keyStateSchema,
  /** Hints of the server are believed: else they are advice, and every call is asked for. */
  trusted: z.boolean(),
  tools: z.array(executorToolSchema).max(1000),
  origin: z.enum(['stored', 'config']),
});
export type Executor = z.infer<typeof executorSchema>;

const fields = {
  name: z.string().trim().min(1).max(100),
  url: z.url().max(2000),
  allowPrivate: z.boolean(),
  trusted: z.boolean(),
  tools: z.array(executorToolSchema).max(1000),
};

const byId = z.strictObject({ id: executorIdSchema });

export const executorContract = {
  list: oc
    .route({ method: 'GET', path: '/executors', summary: 'What can run tools, without keys' })
    .output(z.strictObject({ items: z.array(executorSchema) })),
  create: oc
    .route({ method: 'POST', path: '/executors', summary: 'Store an executor; its key is sealed' })
    .input(
      z.strictObject({
        kind: z.enum(['http', 'mcp']),
        ...fields,
        allowPrivate: fields.allowPrivate.default(false),
        trusted: fields.trusted.default(false),
        tools: fields.tools.default([]),
        key: endpointKeySchema.optional(),
      }),
    )
    .output(executorSchema),
  update: oc
    .route({
      method: 'PATCH',
      path: '/executors/{id}',
      summary: 'Change an executor; another scheme, host or port drops its key',
    })
    .input(
      byId.extend({
        ...z.strictObject(fields).partial().shape,
        key: endpointKeySchema.nullable().optional(),
      }),
    )
    .output(executorSchema),
  remove: oc
    .route({ method: 'DELETE', path: '/executors/{id}', summary: 'Delete an executor and its key' })
    .input(byId)
    .output(byId),
  /** Asks an MCP server for its tools: what was allowed stays allowed while its definition does. */
  refresh: oc
    .route({ method: 'POST', path: '/executors/{id}/refresh', summary: 'Read the tools anew' })
    .input(byId)
    .output(executorSchema),
};
