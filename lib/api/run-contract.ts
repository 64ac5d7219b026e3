import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { eventSchema } from '@/lib/trace/event';
import { forkEditSchema } from '@/lib/trace/fork-edit';
import { jsonSchema } from '@/lib/trace/json';
import { outlineRowSchema } from '@/lib/trace/outline';
import { endpointChoiceSchema, endpointIdSchema, endpointKindSchema } from './endpoint-contract';
import { executorIdSchema } from './executor-contract';
import { runStatusSchema, traceIdSchema } from './trace-contract';

const runIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** What ends a run by itself. Tokens and cost count what this run has used, not its parent. */
export const runLimitsSchema = z.strictObject({
  /** Model calls. */
  maxSteps: z.int().min(1).max(200).default(20),
  /** Read and written together. */
  maxTokens: z.int().min(1).max(100_000_000).optional(),
  /** By public prices; a call whose price is not known ends the run where this is set. */
  maxCostUsd: z.number().positive().max(10_000).optional(),
  /** Of running; time in which it waits for a person does not count. */
  maxSeconds: z.int().min(1).max(86_400).optional(),
});
export type RunLimits = z.infer<typeof runLimitsSchema>;

/** Why a model call failed, what of it is kept, and what to do. */
export const runFailureSchema = z.strictObject({
  code: z.enum([
    'unauthorized',
    'no-model',
    'rate-limited',
    'too-long',
    'filtered',
    'refused',
    'rejected',
    'upstream',
    'timeout',
    'blocked',
    'cut',
  ]),
  message: z.string(),
  kept: z.string().nullable(),
  todo: z.string(),
  /** HTTP status, where one came. */
  status: z.int().nullable(),
  /** When the endpoint said that it takes requests again. */
  retryAt: z.iso.datetime().nullable(),
});
export type RunFailure = z.infer<typeof runFailureSchema>;

/** A live call that wants leave: exactly what would be sent. */
export const approvalSchema = z.strictObject({
  executorId: executorIdSchema,
  executor: z.string(),
  kind: z.enum(['http', 'mcp', 'mcp-stdio']),
  /** null for stdio. */
  host: z.string().nullable(),
  request: z.strictObject({
    method: z.string(),
    /** Address, or the command of a stdio server. */
    to: z.string(),
    headers: z.array(z.tuple([z.string(), z.string()])),
    body: z.string(),
  }),
  /** Why it is asked for. */
  reason: z.string(),
});
export type Approval = z.infer<typeof approvalSchema>;

export const pendingCallSchema = z.strictObject({
  callId: z.string(),
  tool: z.string(),
  input: jsonSchema,
  /** The event of the call. */
  seq: z.int().nonnegative(),
  /** Of its arguments, as the setup of the branch defines the tool; null where it does not. */
  schema: jsonSchema.nullable(),
  /**
   * needs-you: nobody else answers it. approval: live, see `approval`. running: a live call is on.
   * unknown: a live call was sent and the server stopped before its answer came: it may have acted.
   * malformed: its arguments are no JSON.
   */
  state: z.enum(['needs-you', 'approval', 'running', 'unknown', 'malformed']),
  approval: approvalSchema.nullable(),
  /** The arguments that were probably meant, where they are no JSON and that can be told. */
  repaired: jsonSchema.nullable(),
  /** What went wrong with a live call; it can be tried again by a person. */
  trouble: z.string().nullable(),
  /** Executors that a person may ask for this call. */
  executors: z.array(z.strictObject({ id: executorIdSchema, name: z.string() })),
  /** Recorded results of the same tool, nearest arguments first; never used by themselves. */
  suggestions: z.array(
    z.strictObject({ seq: z.int().nonnegative(), input: jsonSchema, output: jsonSchema }),
  ),
});
export type PendingCall = z.infer<typeof pendingCallSchema>;

/** What a running run is at. */
const runActivitySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('queued'), ahead: z.int().nonnegative() }),
  z.strictObject({ type: z.literal('calling'), since: z.iso.datetime() }),
  z.strictObject({
    type: z.literal('retrying'),
    failure: runFailureSchema,
    /** The coming attempt, counted from 2, of so many. */
    attempt: z.int().min(2),
    of: z.int().min(2),
    at: z.iso.datetime(),
  }),
  z.strictObject({ type: z.literal('tool'), tool: z.string(), executor: z.string() }),
]);

export const runSchema = z.strictObject({
  id: runIdSchema,
  traceId: traceIdSchema,
  status: runStatusSchema,
  /** What a person calls the endpoint, and its host; never its key. */
  endpoint: z.strictObject({
    id: endpointIdSchema,
    kind: endpointKindSchema,
    label: z.string(),
    model: z.string(),
    host: z.string().nullable(),
  }),
  limits: runLimitsSchema,
  steps: z.int().nonnegative(),
  /** As the endpoint told; null where it did not for a call. */
  usage: z.strictObject({
    inputTokens: z.number().nonnegative().nullable(),
    outputTokens: z.number().nonnegative().nullable(),
    /** By public prices; null where a price is not known. */
    costUsd: z.number().nonnegative().nullable(),
  }),
  /** Time of running so far, which the limit on time counts: without that in which it waited. */
  ranMs: z.number().nonnegative(),
  /** Hosts that its calls went to so far. */
  egress: z.array(z.string()),
  activity: runActivitySchema.nullable(),
  /** A person asked it to stop after this step. */
  pausing: z.boolean(),
  /** Which limit ended it. */
  limit: z.enum(['steps', 'tokens', 'cost', 'time']).nullable(),
  reason: z.string().nullable(),
  failure: runFailureSchema.nullable(),
  pending: z.array(pendingCallSchema),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
export type Run = z.infer<typeof runSchema>;

/** What streams out of a run. The id of an `event` is its seq: reconnect with it to miss nothing. */
export const runUpdateSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('event'), row: outlineRowSchema, event: eventSchema }),
  /** The reply so far, whole: re-sent as a snapshot when a reader attaches. */
  z.strictObject({ type: z.literal('partial'), text: z.string(), reasoning: z.string() }),
  z.strictObject({ type: z.literal('run'), run: runSchema }),
]);
export type RunUpdate = z.infer<typeof runUpdateSchema>;

const byRun = z.strictObject({ id: runIdSchema });

export const runContract = {
  start: oc
    .route({ method: 'POST', path: '/traces/{traceId}/runs', summary: 'Resume a branch' })
    .input(
      z.strictObject({
        traceId: traceIdSchema,
        endpoint: endpointChoiceSchema,
        limits: runLimitsSchema.default({ maxSteps: 20 }),
      }),
    )
    .output(runSchema),
  get: oc
    .route({ method: 'GET', path: '/runs/{id}', summary: 'One run' })
    .input(byRun)
    .output(runSchema),
  updates: oc
    .route({ method: 'GET', path: '/runs/{id}/updates', summary: 'Server-sent events of a run' })
    .input(byRun.extend({ after: z.coerce.number().int().min(-1).optional() }))
    .output(eventIterator(runUpdateSchema)),
  cancel: oc
    .route({ method: 'POST', path: '/runs/{id}/cancel', summary: 'Stop a run; what came is kept' })
    .input(byRun)
    .output(runSchema),
  pause: oc
    .route({ method: 'POST', path: '/runs/{id}/pause', summary: 'Stop a run after this step' })
    .input(byRun)
    .output(runSchema),
  continue: oc
    .route({
      method: 'POST',
      path: '/runs/{id}/continue',
      summary: 'Let a run go on that ended before it was done',
    })
    .input(
      byRun.extend({
        /** Made at the end of the branch, as an event of its own: trimming, repair. */
        edits: z.array(forkEditSchema).max(500).default([]),
        /** Absent: as before. Steps, tokens, cost and time count on. */
        limits: runLimitsSchema.optional(),
        endpoint: endpointChoiceSchema.optional(),
      }),
    )
    .output(runSchema),
  answer: oc
    .route({
      method: 'POST',
      path: '/runs/{id}/answers',
      summary: 'Answer a pending tool call by hand',
    })
    .input(
      byRun.extend({
        callId: z.string(),
        output: jsonSchema,
        isError: z.boolean().default(false),
        /** The recorded result that the answer was taken from, if so. */
        fromSeq: z.int().nonnegative().optional(),
      }),
    )
    .output(runSchema),
  answerRest: oc
    .route({
      method: 'POST',
      path: '/runs/{id}/answers/recorded',
      summary: 'Answer what waits with the next unused recorded result of the same tool',
    })
    .input(byRun)
    .output(runSchema),
  /** Mends the arguments of a call that are no JSON: an edit of its own. */
  repair: oc
    .route({ method: 'POST', path: '/runs/{id}/repairs', summary: 'Mend malformed arguments' })
    .input(byRun.extend({ callId: z.string(), input: jsonSchema }))
    .output(runSchema),
  /** Runs a pending call for real. Allowed only for an executor that a person allowed this tool. */
  approve: oc
    .route({ method: 'POST', path: '/runs/{id}/approvals', summary: 'Run a pending call live' })
    .input(
      byRun.extend({
        callId: z.string(),
        executorId: executorIdSchema,
        /** once: this call. tool: and later ones of this tool in this branch and its forks. */
        remember: z.enum(['once', 'tool']).default('once'),
      }),
    )
    .output(runSchema),
};
