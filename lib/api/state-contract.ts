import { oc } from '@orpc/contract';
import { z } from 'zod';
import { jsonSchema } from '@/lib/trace/json';
import { traceIdSchema } from './trace-contract';

/** Keys in one answer. */
export const maxStateEntries = 200;
/** Lines of one key's history in one answer. */
export const maxHistoryEntries = 200;
/** A value whose JSON text is longer is not listed: it is in the event that wrote it. */
export const maxValueText = 20_000;

const keyName = z.strictObject({
  /** Empty where the trace names none. */
  namespace: z.string(),
  agent: z.string(),
  key: z.string(),
});

const stateEntrySchema = keyName.extend({
  /** null for a tombstone, and where `size` says that the value is too long to be listed. */
  value: jsonSchema,
  /** Length of the value's JSON text where it is left out. */
  size: z.int().nullable(),
  deleted: z.boolean(),
  /** As recorded. Counters restart: no order is to be read from it. */
  version: z.number().nullable(),
  /** The event that wrote or deleted it last. */
  seq: z.int().nonnegative(),
  writes: z.int().positive(),
});
export type ListedEntry = z.infer<typeof stateEntrySchema>;

const stateChangeSchema = keyName.extend({
  before: stateEntrySchema.nullable(),
  after: stateEntrySchema,
});
export type ListedChange = z.infer<typeof stateChangeSchema>;

export const statePageSchema = z.strictObject({
  /** The last event that counts; null where nothing had happened by then, or no clock says. */
  seq: z.int().nonnegative().nullable(),
  why: z.string().nullable(),
  /** By namespace, agent and key, each by code point. At most 200. */
  entries: z.array(stateEntrySchema),
  offset: z.int().nonnegative(),
  /** Keys that meet the filter, tombstones included. */
  total: z.int().nonnegative(),
  /** What the event itself wrote and deleted, filter or not. At most 200; `changed` counts all. */
  changedHere: z.array(stateChangeSchema),
  changed: z.int().nonnegative(),
  /** Of the whole trace. */
  namespaces: z.array(z.string()),
  agents: z.array(z.string()),
  operations: z.int().nonnegative(),
  /** Keys whose recorded version fell back, as after a restart of their store. The first 20. */
  restarts: z.array(keyName.extend({ seq: z.int(), before: z.number(), after: z.number() })),
});
export type StatePage = z.infer<typeof statePageSchema>;

const auditEntrySchema = keyName.extend({
  seq: z.int().nonnegative(),
  index: z.int().nonnegative(),
  transaction: z.string().nullable(),
  op: z.enum(['write', 'delete']),
  value: jsonSchema,
  size: z.int().nullable(),
  version: z.number().nullable(),
  /** The key of another agent than the one in whose lane the event stands. */
  foreign: z.boolean(),
});
export type ListedAuditEntry = z.infer<typeof auditEntrySchema>;

export const stateHistorySchema = z.strictObject({
  entries: z.array(auditEntrySchema),
  offset: z.int().nonnegative(),
  total: z.int().nonnegative(),
});
export type StateHistory = z.infer<typeof stateHistorySchema>;

const paging = (most: number) => ({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(most).default(most),
});

const seqSchema = z.coerce.number().int().min(0);

/** Milliseconds since the epoch, or an ISO 8601 date and time with its zone. */
const timeSchema = z.union([
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  z.coerce.number().finite(),
]);

export const stateInputSchema = z
  .strictObject({
    seq: seqSchema.optional(),
    at: timeSchema.optional(),
    namespace: z.string().optional(),
    agent: z.string().optional(),
    find: z.string().max(200).optional(),
    ...paging(maxStateEntries),
  })
  .refine(({ seq, at }) => seq === undefined || at === undefined, 'Give seq or at, not both.');

export const historyInputSchema = keyName.extend(paging(maxHistoryEntries));

export const auditInputSchema = z.strictObject({
  /** `statehouse`: as its Replay streams, faults included; needs `agent`. */
  mode: z.enum(['default', 'statehouse']).default('default'),
  /** `text`: the lines of `statehousectl replay`, in that mode alone. */
  format: z.enum(['ndjson', 'json', 'text']).default('ndjson'),
  namespace: z.string().optional(),
  agent: z.string().optional(),
  key: z.string().optional(),
  /** Both inclusive: events in the default mode, commit counters in the other. */
  start: seqSchema.optional(),
  end: seqSchema.optional(),
  /**
   * Ends after the event with which so many lines are reached: go on behind its number. As `statehousectl` counts in
   * mode `statehouse`: transactions, and of `text` operations.
   */
  limit: z.coerce.number().int().min(1).optional(),
  /** `1`: values that are too long to be listed are left out, with their `size`, in the default mode. */
  short: z.enum(['0', '1']).default('0'),
  /** `1`: `text` as `statehousectl replay --verbose` prints it. */
  verbose: z.enum(['0', '1']).default('0'),
});
export type AuditInput = z.infer<typeof auditInputSchema>;

const id = traceIdSchema;

/** State of a trace. Answered by routes of their own, as `bodyContract` is: values are the trace's. */
export const stateContract = {
  read: oc
    .route({
      method: 'GET',
      path: '/traces/{id}/state',
      summary: 'State as of an event or a time, and what changed there',
    })
    .input(z.object({ id, ...stateInputSchema.shape }))
    .output(statePageSchema),
  history: oc
    .route({
      method: 'GET',
      path: '/traces/{id}/state/history',
      summary: 'Every write and delete of one key',
    })
    .input(z.object({ id, ...historyInputSchema.shape }))
    .output(stateHistorySchema),
};
