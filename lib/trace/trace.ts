import { z } from 'zod';
import { eventKinds, recordRefSchema } from './event';

const noteSeveritySchema = z.enum(['info', 'warning', 'error']);

/** Trouble in data, or something the reader should know about it. */
export const noteSchema = z.strictObject({
  severity: noteSeveritySchema,
  /** Stable word for the kind of note, e.g. `bad-json`. */
  code: z.string(),
  message: z.string(),
  records: z.array(recordRefSchema),
});
export type Note = z.infer<typeof noteSchema>;

/** An agent or a thread. Decides nothing about conversations. */
export const laneSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  parent: z.string().nullable(),
});
export type Lane = z.infer<typeof laneSchema>;

export const outcomeSchema = z.enum(['ok', 'failed', 'unfinished', 'unknown']);
export type Outcome = z.infer<typeof outcomeSchema>;

export const timeQualitySchema = z.enum(['recorded', 'derived', 'none']);
export type TimeQuality = z.infer<typeof timeQualitySchema>;

/** Sums over all events of the trace, borrowed ones included. A dash (`null`): nothing recorded. */
export const totalsSchema = z.strictObject({
  events: z.int().nonnegative(),
  messages: z.int().nonnegative(),
  byKind: z.partialRecord(z.enum(eventKinds as [string, ...string[]]), z.int().nonnegative()),
  errors: z.int().nonnegative(),
  inputTokens: z.number().nullable(),
  outputTokens: z.number().nullable(),
  costUsd: z.number().nullable(),
  models: z.array(z.string()),
  /** Milliseconds since the epoch. */
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
});
export type Totals = z.infer<typeof totalsSchema>;

/** Where a run came from, as its file records it: data only, absent where it says nothing. */
export const originSchema = z.strictObject({
  repository: z.string().optional(),
  branch: z.string().optional(),
  commit: z.string().optional(),
  /** Of the configuration that the run was started with. */
  configHash: z.string().optional(),
  /** Of the program that wrote the file. */
  version: z.string().optional(),
});
export type Origin = z.infer<typeof originSchema>;

/** What is known of a whole run, besides its rows. */
export const traceHeaderSchema = z.strictObject({
  name: z.string(),
  format: z.string(),
  /** The id that the source gives to this run, as data only. */
  sourceId: z.string().nullable(),
  outcome: outcomeSchema,
  timeQuality: timeQualitySchema,
  lanes: z.array(laneSchema),
  totals: totalsSchema,
  /** Last seq that a branch borrows from its parent; -1 where it borrows none; null for a trace of its own. */
  forkSeq: z.int().min(-1).nullable(),
  /** Pool positions below this are the parent's. */
  poolBase: z.int().nonnegative(),
  origin: originSchema.optional(),
  extra: z.unknown().optional(),
});
export type TraceHeader = z.infer<typeof traceHeaderSchema>;
