import { oc } from '@orpc/contract';
import { z } from 'zod';
import { rangeSchema } from '@/lib/trace/conversation';
import { jsonSchema } from '@/lib/trace/json';
import { messageSchema } from '@/lib/trace/message';
import { excludedSchema } from './excluded-schema';
import { transitionSchema } from './facts-contract';
import { sideSchema, traceIdSchema } from './trace-contract';

/** Messages, keys and facts that one answer lists of each. */
export const maxLeftOut = 1000;

const seqSchema = z.coerce.number().int().min(0);

const leftOutSchema = z.strictObject({
  index: z.int().nonnegative(),
  position: z.int().nonnegative(),
  seq: z.int().nonnegative().nullable(),
  because: z.string(),
  left: messageSchema.nullable(),
});

const stateEntrySchema = z.strictObject({
  namespace: z.string(),
  agent: z.string(),
  key: z.string(),
  /** null for a tombstone, and where `size` says that the value is too long to be listed. */
  value: jsonSchema,
  size: z.int().nullable(),
  deleted: z.boolean(),
  version: z.number().nullable(),
  seq: z.int().nonnegative(),
  writes: z.int().positive(),
});

export const counterfactualSchema = z.strictObject({
  /** What this is, and what it is not. */
  note: z.string(),
  excluded: z.strictObject({
    asked: z.array(rangeSchema),
    /** The first 1,000. */
    alsoExcluded: z.array(z.strictObject({ seq: z.int().nonnegative(), because: z.string() })),
    /** All events that are left out. */
    count: z.int().nonnegative(),
  }),
  /** null where only state and facts were asked for. */
  messages: z
    .strictObject({
      /** The conversation as it was: pool positions, in order. */
      before: z.array(rangeSchema),
      /** Messages that it would have. */
      after: z.int().nonnegative(),
      /** Messages that are not there, or not whole: the first 1,000; `changed` counts all. */
      changes: z.array(leftOutSchema),
      changed: z.int().nonnegative(),
    })
    .nullable(),
  /** null where only messages were asked for. The first 1,000 of each; `changed` counts all. */
  state: z
    .strictObject({
      /** Keys that there were. */
      before: z.int().nonnegative(),
      changes: z.array(
        z.strictObject({ before: stateEntrySchema.nullable(), after: stateEntrySchema.nullable() }),
      ),
      changed: z.int().nonnegative(),
    })
    .nullable(),
  facts: z
    .strictObject({
      before: z.int().nonnegative(),
      changes: z.array(transitionSchema),
      changed: z.int().nonnegative(),
    })
    .nullable(),
});
export type CounterfactualAnswer = z.infer<typeof counterfactualSchema>;
export type ListedStateChange = NonNullable<CounterfactualAnswer['state']>['changes'][number];

export const counterfactualInputSchema = z.strictObject({
  seq: seqSchema,
  side: sideSchema.default('after'),
  x: excludedSchema.default(''),
  /** Only a part of it; absent: all. */
  only: z.enum(['messages', 'known']).optional(),
});
export type CounterfactualInput = z.infer<typeof counterfactualInputSchema>;

/** Answered by a route of its own, as `bodyContract` is: messages and values are the trace's. */
export const counterfactualContract = {
  counterfactual: oc
    .route({
      method: 'GET',
      path: '/traces/{id}/counterfactual',
      summary: 'Messages, state and facts at a moment without some events, next to what they were',
    })
    .input(z.object({ id: traceIdSchema, ...counterfactualInputSchema.shape }))
    .output(counterfactualSchema),
};
