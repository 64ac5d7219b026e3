import { oc } from '@orpc/contract';
import { z } from 'zod';
import { fidelitySchema } from '@/lib/trace/event';
import { forkEditSchema } from '@/lib/trace/fork-edit';
import { roleSchema } from '@/lib/trace/message';
import { toolPolicySchema } from '@/lib/trace/tool-policy';
import { endpointChoiceSchema } from './endpoint-contract';
import { excludedSchema } from './excluded-schema';
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

/** The APIs that a request can be shown for without an endpoint, each at its public address. */
export const requestApis = ['openai-chat', 'openai-responses', 'anthropic', 'google'] as const;
export type RequestApi = (typeof requestApis)[number];
const requestApiSchema = z.enum(requestApis);

/** Messages of a request that one answer lists: the first ones and the last ones. */
export const listedMessages = { first: 50, last: 250 };

/** What a trace may not record of a call. */
const captureSchema = z.enum(['system', 'tools', 'model', 'parameters']);
export type Capture = z.infer<typeof captureSchema>;

const requestMessageSchema = z.strictObject({
  /** In the conversation that is sent. */
  index: z.int().nonnegative(),
  role: roleSchema,
  /** Its first words. */
  words: z.string(),
  tokens: z.int().nonnegative(),
  /** The event that brought it in; null for what the run adds by itself. */
  seq: z.int().nonnegative().nullable(),
  /** `shortened`: calls of it are left out. `answered`: a recorded answer that the run gives first. */
  state: z.enum(['recorded', 'shortened', 'answered']),
  fidelity: fidelitySchema.nullable(),
});
export type RequestMessage = z.infer<typeof requestMessageSchema>;

export const requestAtSchema = z.strictObject({
  api: requestApiSchema,
  /** `recorded`: as the trace has it. `chosen`: by who asks. `placeholder`: the trace names none. */
  model: z.strictObject({
    name: z.string(),
    from: z.enum(['recorded', 'chosen', 'placeholder']),
    recorded: z.string().nullable(),
  }),
  request: preparedRequestSchema.nullable(),
  why: z.string().nullable(),
  /** What is said to this API otherwise than it was recorded, in sentences. */
  adapted: z.array(z.string()),
  /** What the trace does not record: nothing stands in for it but a placeholder for the model. */
  notCaptured: z.array(captureSchema),
  /** The recorded call that this is the prompt of; null where none was made. */
  call: z.strictObject({ seq: z.int().nonnegative(), fidelity: fidelitySchema }).nullable(),
  /** Messages by how sure we are of them, and what was done to them. */
  counts: z.strictObject({
    exact: z.int().nonnegative(),
    derived: z.int().nonnegative(),
    answered: z.int().nonnegative(),
    leftOut: z.int().nonnegative(),
    shortened: z.int().nonnegative(),
    /** Events that are left out. */
    events: z.int().nonnegative(),
  }),
  /** Counted with a public tokenizer: an estimate for every provider but OpenAI. */
  tokens: z.strictObject({
    system: z.int().nonnegative(),
    tools: z.int().nonnegative(),
    messages: z.int().nonnegative(),
    total: z.int().nonnegative(),
    exact: z.boolean(),
    uncounted: z.array(z.string()),
    window: z.int().positive().nullable(),
  }),
  cost: preparedSchema.shape.cost,
  /** The first 50 and the last 250. */
  messages: z.array(requestMessageSchema),
  total: z.int().nonnegative(),
});
export type RequestAt = z.infer<typeof requestAtSchema>;

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
  requestAt: oc
    .route({
      method: 'GET',
      path: '/traces/{id}/request',
      summary:
        'The request that a model would be sent at a moment, for any API, without an endpoint',
    })
    .input(
      z.strictObject({
        id: traceIdSchema,
        seq: z.coerce.number().int().min(0),
        side: sideSchema.default('after'),
        /** Absent: as the model of the trace suggests. */
        api: requestApiSchema.optional(),
        /** Absent: the recorded one. */
        model: z.string().trim().min(1).max(200).optional(),
        /** Events that are left out: `12,15-18`. */
        x: excludedSchema.default(''),
      }),
    )
    .output(requestAtSchema),
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
