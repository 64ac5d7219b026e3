import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { eventSchema } from '@/lib/trace/event';
import { jsonSchema } from '@/lib/trace/json';
import { outlineRowSchema } from '@/lib/trace/outline';
import { runStatusSchema, traceIdSchema } from './trace-contract';

const runIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** Where model calls go. A typed key lives in the memory of the server while the run does, nowhere else. */
export const endpointChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('scripted') }),
  z.strictObject({
    kind: z.literal('openai-compatible'),
    baseUrl: z.url(),
    model: z.string().trim().min(1).max(200),
    apiKey: z.string().max(500).optional(),
    /** A person allows this address although it is on this machine or a private network. */
    allowPrivate: z.boolean().default(false),
  }),
]);
export type EndpointChoice = z.infer<typeof endpointChoiceSchema>;

export const runLimitsSchema = z.strictObject({
  maxSteps: z.int().min(1).max(200).default(20),
});

export const pendingCallSchema = z.strictObject({
  callId: z.string(),
  tool: z.string(),
  input: jsonSchema,
  /** The event of the call. */
  seq: z.int().nonnegative(),
  /** Recorded results of the same tool, nearest arguments first; never used by themselves. */
  suggestions: z.array(
    z.strictObject({ seq: z.int().nonnegative(), input: jsonSchema, output: jsonSchema }),
  ),
});
export type PendingCall = z.infer<typeof pendingCallSchema>;

export const runSchema = z.strictObject({
  id: runIdSchema,
  traceId: traceIdSchema,
  status: runStatusSchema,
  /** What a person calls the endpoint, and its host; never its key. */
  endpoint: z.strictObject({
    kind: z.string(),
    label: z.string(),
    model: z.string(),
    host: z.string().nullable(),
  }),
  limits: runLimitsSchema,
  steps: z.int().nonnegative(),
  reason: z.string().nullable(),
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
  endpoints: oc
    .route({ method: 'GET', path: '/endpoints', summary: 'Endpoints that need no typing' })
    .output(
      z.strictObject({
        items: z.array(
          z.strictObject({
            kind: z.enum(['scripted', 'openai-compatible']),
            label: z.string(),
            baseUrl: z.string().nullable(),
            /** A key for it is in the environment of the server. */
            hasKey: z.boolean(),
          }),
        ),
      }),
    ),
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
};
