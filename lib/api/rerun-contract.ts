import { oc } from '@orpc/contract';
import { z } from 'zod';
import { toolPolicySchema } from '@/lib/trace/tool-policy';
import { outcomeSchema } from '@/lib/trace/trace';
import { endpointChoiceSchema } from './endpoint-contract';
import { runLimitsSchema, runSchema } from './run-contract';
import { runStatusSchema, traceIdSchema } from './trace-contract';

const byId = z.strictObject({ id: traceIdSchema });

/** What a run came to. */
const answeredSchema = z.strictObject({
  traceId: traceIdSchema,
  name: z.string(),
  outcome: outcomeSchema,
  models: z.array(z.string()),
  /** The event of its last reply; null where no model said anything. */
  seq: z.int().nonnegative().nullable(),
  /** All of its text; null where there is none. */
  answer: z.string().nullable(),
});

export const rerunResultSchema = z.strictObject({
  /** Whether the branch begins where the task of its parent does. */
  isRerun: z.boolean(),
  /** Of its newest run; null where nothing has run on it. */
  status: runStatusSchema.nullable(),
  /** The trace that was forked; null where it is deleted. */
  original: answeredSchema.nullable(),
  /** The branch, its own events alone. */
  replay: answeredSchema,
  /** Unified diff of the final answers; empty: they say the same. null: one is not there, or not final. */
  diff: z.string().nullable(),
});
export type RerunResult = z.infer<typeof rerunResultSchema>;

export const rerunContract = {
  start: oc
    .route({
      method: 'POST',
      path: '/traces/{id}/rerun',
      summary:
        'Run the task of a trace again: from its first prompt, with another model and a hint',
    })
    .input(
      byId.extend({
        endpoint: endpointChoiceSchema,
        /** Appended to the first prompt, as Bernstein does: a blank line, `Replay hint:`, the hint. */
        hint: z.string().max(20_000).default(''),
        limits: runLimitsSchema.default({ maxSteps: 20 }),
        /** Who answers its tools; absent: as the trace has it. */
        policy: toolPolicySchema.optional(),
      }),
    )
    .output(
      z.strictObject({
        /** The branch. */
        traceId: traceIdSchema,
        /** Its first own event. */
        seq: z.int().nonnegative(),
        run: runSchema,
      }),
    ),
  result: oc
    .route({
      method: 'GET',
      path: '/traces/{id}/rerun',
      summary: 'What a branch came to beside its parent: final answers and their unified diff',
    })
    .input(byId)
    .output(rerunResultSchema),
};
