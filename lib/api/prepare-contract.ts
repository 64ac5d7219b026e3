import { oc } from '@orpc/contract';
import { z } from 'zod';
import { forkEditSchema } from '@/lib/trace/fork-edit';
import { toolPolicySchema } from '@/lib/trace/tool-policy';
import { endpointChoiceSchema } from './endpoint-contract';
import { sideSchema, traceIdSchema } from './trace-contract';

/** The first request of a resume, byte for byte. Headers without the key. */
export const preparedRequestSchema = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string(),
});
export type PreparedRequest = z.infer<typeof preparedRequestSchema>;

/** Where in what would be sent; messages are counted from 0. */
export const placeSchema = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('system') }),
  z.strictObject({ in: z.literal('tools') }),
  z.strictObject({ in: z.literal('message'), index: z.int().nonnegative() }),
]);
export type Place = z.infer<typeof placeSchema>;

/** A value that looks like a secret. Never the value: its kind, its place and a masked beginning. */
export const findingSchema = z.strictObject({
  kind: z.string(),
  place: placeSchema,
  masked: z.string(),
  count: z.int().positive(),
});
export type Finding = z.infer<typeof findingSchema>;

export const tokenCountSchema = z.strictObject({
  system: z.int().nonnegative(),
  tools: z.int().nonnegative(),
  /** One per message; after the edits also of the answers that a run gives by itself before it sends. */
  messages: z.array(z.int().nonnegative()),
  total: z.int().nonnegative(),
});
export type TokenCount = z.infer<typeof tokenCountSchema>;

export const preparedSchema = z.strictObject({
  /** null where a call waits for its answer or nothing can be sent; `why` says it. */
  request: preparedRequestSchema.nullable(),
  why: z.string().nullable(),
  /** What is said to this provider otherwise than it was recorded, in sentences. */
  adapted: z.array(z.string()),
  /** Counted with a public tokenizer: an estimate for every provider but OpenAI. */
  tokens: z.strictObject({
    before: tokenCountSchema,
    after: tokenCountSchema,
    /** Of what would be sent. */
    exact: z.boolean(),
    /** Media types that no rule counts: they come on top. */
    uncounted: z.array(z.string()),
    /** Of the model; null where its size is not known. */
    window: z.int().positive().nullable(),
  }),
  /** Of one call with this prompt, by public prices; null where the model has none. */
  cost: z
    .strictObject({
      inputUsd: z.number().nonnegative(),
      /** Per 1,000 tokens written. */
      outputUsdPer1000: z.number().nonnegative(),
      model: z.string(),
    })
    .nullable(),
  findings: z.array(findingSchema),
});
export type Prepared = z.infer<typeof preparedSchema>;

/** Edits at the end of the branch, as `runs.continue` takes them. */
export const trimsSchema = z.strictObject({
  /** Now, estimated. */
  tokens: z.int().nonnegative(),
  target: z.int().positive(),
  window: z.int().positive().nullable(),
  /** Those that make it smaller at all, the mildest first; whether one is enough its tokens tell. */
  choices: z.array(
    z.strictObject({
      label: z.string(),
      /** What it takes away, in a sentence. */
      detail: z.string(),
      edits: z.array(forkEditSchema).max(500),
      tokensAfter: z.int().nonnegative(),
    }),
  ),
});
export type Trims = z.infer<typeof trimsSchema>;

export const prepareContract = {
  prepare: oc
    .route({
      method: 'POST',
      path: '/traces/{id}/prepare',
      summary: 'What a resume from here would send, without sending it',
    })
    .input(
      z.strictObject({
        id: traceIdSchema,
        seq: z.int().nonnegative(),
        side: sideSchema,
        edits: z.array(forkEditSchema).max(500),
        endpoint: endpointChoiceSchema,
        /** Who answers the calls that wait; absent: as the trace has it. */
        policy: toolPolicySchema.optional(),
      }),
    )
    .output(preparedSchema),
  trims: oc
    .route({
      method: 'POST',
      path: '/traces/{id}/trims',
      summary: 'Ways to make a branch fit into the window of a model',
    })
    .input(
      z.strictObject({
        id: traceIdSchema,
        endpoint: endpointChoiceSchema,
        /** Tokens to come down to; absent: what leaves room for a reply in the window, else half of now. */
        target: z.int().positive().max(100_000_000).optional(),
      }),
    )
    .output(trimsSchema),
};
