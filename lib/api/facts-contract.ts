import { oc } from '@orpc/contract';
import { z } from 'zod';
import { factKinds } from '@/lib/replay/facts/fact';
import { jsonSchema } from '@/lib/trace/json';
import { traceIdSchema } from './trace-contract';

const kindSchema = z.enum(factKinds);

/** A detail whose JSON text is longer is not listed: it is in the event that caused it. */
export const maxDetailText = 20_000;

const factSchema = z.strictObject({
  kind: kindSchema,
  /** The same thing at another moment or in another run has the same key. */
  key: z.string(),
  title: z.string(),
  status: z.string(),
  /** null, too, where it is too long to be listed: see `detailSize`. */
  detail: jsonSchema,
  /** Length of the detail's JSON text where it is left out. */
  detailSize: z.int().nullable(),
  /** The event that caused the present status. */
  seq: z.int().nonnegative(),
  since: z.int().nonnegative(),
  source: z.enum(['recorded', 'inferred']),
  /** How it is known, in words. */
  rule: z.string(),
});
export type ListedFact = z.infer<typeof factSchema>;

const momentSchema = z.strictObject({
  id: traceIdSchema,
  name: z.string(),
  /** The last event that counts; -1 where the trace has none. */
  seq: z.int().min(-1),
  events: z.int().nonnegative(),
});

const factsSchema = z.strictObject({
  trace: momentSchema,
  /** By kind, then by key. */
  facts: z.array(factSchema),
});
export type FactsAnswer = z.infer<typeof factsSchema>;

export const transitionSchema = z.strictObject({
  kind: kindSchema,
  key: z.string(),
  title: z.string(),
  /** null: that side does not have it. */
  before: factSchema.nullable(),
  after: factSchema.nullable(),
});
export type ListedTransition = z.infer<typeof transitionSchema>;

const stateDiffSchema = z.strictObject({
  a: momentSchema,
  b: momentSchema,
  transitions: z.array(transitionSchema),
  unchanged: z.array(z.strictObject({ kind: kindSchema, count: z.int().positive() })),
  /** What is the same on both sides, as B has it. */
  same: z.array(factSchema),
});
export type StateDiffAnswer = z.infer<typeof stateDiffSchema>;

const seqSchema = z.coerce.number().int().min(0).optional();
/** `md`: the same as Markdown. */
const formatSchema = z.enum(['json', 'md']).default('json');

export const factsInputSchema = z.strictObject({ seq: seqSchema, format: formatSchema });
export const stateDiffInputSchema = z.strictObject({
  ...{ a: traceIdSchema, b: traceIdSchema, aSeq: seqSchema, bSeq: seqSchema, format: formatSchema },
});

/** Answered by routes of their own, as `bodyContract` is: details are the trace's. */
export const factsContract = {
  read: oc
    .route({
      method: 'GET',
      path: '/traces/{id}/facts',
      summary: 'Goals, tests, files, todos, errors and values as of an event',
    })
    .input(z.object({ id: traceIdSchema, ...factsInputSchema.shape }))
    .output(factsSchema),
  diff: oc
    .route({
      method: 'GET',
      path: '/state-diff',
      summary: 'What changed between two traces, or two moments of one',
    })
    .input(stateDiffInputSchema)
    .output(stateDiffSchema),
};
