import { z } from 'zod';
import { editSchema } from './conversation';
import { forkEditSchema } from './fork-edit';
import { jsonSchema } from './json';
import { roleSchema } from './message';

/** `exact`: recorded as sent. `derived`: rebuilt by a named rule. `missing`: the trace does not say. */
export const fidelitySchema = z.enum(['exact', 'derived', 'missing']);
export type Fidelity = z.infer<typeof fidelitySchema>;

/** `[file, start, end)` in bytes of that file of the upload, after decompression. */
export const recordRefSchema = z.tuple([
  z.int().nonnegative(),
  z.int().nonnegative(),
  z.int().nonnegative(),
]);
export type RecordRef = z.infer<typeof recordRefSchema>;

/** Tokens as recorded. `input` includes cached tokens; a field that is absent was not recorded. */
export const usageSchema = z.strictObject({
  input: z.number().nonnegative().optional(),
  output: z.number().nonnegative().optional(),
  cacheRead: z.number().nonnegative().optional(),
  cacheWrite: z.number().nonnegative().optional(),
  reasoning: z.number().nonnegative().optional(),
});
export type Usage = z.infer<typeof usageSchema>;

/** `source` names the field or rule that told us, in the file's own words. */
export const eventErrorSchema = z.strictObject({
  message: z.string(),
  source: z.string(),
  type: z.string().optional(),
});
export type EventError = z.infer<typeof eventErrorSchema>;

const operationSchema = z.strictObject({
  namespace: z.string().optional(),
  /** Whose key it is; absent: of the agent in whose lane the event stands. */
  agent: z.string().optional(),
  key: z.string(),
  value: jsonSchema.optional(),
  deleted: z.boolean().optional(),
  version: z.number().optional(),
});
export type Operation = z.infer<typeof operationSchema>;

/** Who answered a tool call of a resumed branch. */
export const provenanceSchema = z.strictObject({
  by: z.enum(['recording', 'hand', 'fixed', 'http', 'mcp', 'denied', 'repair']),
  /** The recorded result that was used. */
  seq: z.int().nonnegative().optional(),
  /** How many generations up it was recorded, counted from the branch; absent for the parent. */
  up: z.int().min(2).optional(),
  /** Paths of the arguments that a rule leaves out when it compares: the recorded call differed there. */
  ignored: z.array(z.string()).optional(),
  /** Name of the executor that was asked. */
  executor: z.string().optional(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

const base = z.strictObject({
  /** Dense from 0; the only time axis. */
  seq: z.int().nonnegative(),
  /** The source's own word. */
  type: z.string(),
  /** An agent or a thread: display only. */
  lane: z.string(),
  parent: z.int().nonnegative().nullable(),
  /** Tool, agent, model or span name. */
  name: z.string().nullable(),
  /** Milliseconds since the epoch, with fraction. */
  startedAt: z.number().nullable(),
  durationMs: z.number().nonnegative().nullable(),
  records: z.array(recordRefSchema),
  setup: z.string().nullable(),
  saw: editSchema.nullable(),
  said: editSchema.nullable(),
  sawFidelity: fidelitySchema.nullable(),
  saidFidelity: fidelitySchema.nullable(),
  error: eventErrorSchema.nullable(),
  /** It started and the trace never says that it ended. */
  unfinished: z.boolean(),
  hash: z.string(),
  summary: z.string(),
  /** Fields of the source that no typed field names. */
  extra: jsonSchema.optional(),
});

export const eventSchema = z.discriminatedUnion('kind', [
  base.extend({ kind: z.literal('message'), role: roleSchema }),
  base.extend({
    kind: z.literal('model-call'),
    model: z.string().nullable(),
    usage: usageSchema.nullable(),
    costUsd: z.number().nonnegative().nullable(),
    finishReason: z.string().nullable(),
  }),
  base.extend({
    kind: z.literal('tool-call'),
    callId: z.string().nullable(),
    tool: z.string(),
    input: jsonSchema,
  }),
  base.extend({
    kind: z.literal('tool-result'),
    callId: z.string().nullable(),
    tool: z.string().nullable(),
    /** The event of the call that this answers. */
    call: z.int().nonnegative().nullable(),
    provenance: provenanceSchema.optional(),
  }),
  base.extend({ kind: z.literal('edit'), edits: z.array(forkEditSchema) }),
  base.extend({
    kind: z.literal('state'),
    operations: z.array(operationSchema),
  }),
  base.extend({ kind: z.literal('span'), value: jsonSchema.optional() }),
  base.extend({
    kind: z.literal('log'),
    text: z.string(),
    value: jsonSchema.optional(),
  }),
  base.extend({ kind: z.literal('error'), value: jsonSchema.optional() }),
  base.extend({
    kind: z.literal('handoff'),
    from: z.string().nullable(),
    to: z.string().nullable(),
  }),
  base.extend({ kind: z.literal('interrupt'), value: jsonSchema.optional() }),
  base.extend({
    kind: z.literal('compaction'),
    tokensBefore: z.number().optional(),
  }),
  base.extend({ kind: z.literal('unreadable'), reason: z.string() }),
]);
export type Event = z.infer<typeof eventSchema>;
export type EventKind = Event['kind'];
export type EventOf<K extends EventKind> = Extract<Event, { kind: K }>;

export const eventKinds: readonly EventKind[] = [
  'message',
  'model-call',
  'tool-call',
  'tool-result',
  'edit',
  'state',
  'span',
  'log',
  'error',
  'handoff',
  'interrupt',
  'compaction',
  'unreadable',
];
