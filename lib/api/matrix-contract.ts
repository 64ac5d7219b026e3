import { oc } from '@orpc/contract';
import { z } from 'zod';
import { forkEditSchema } from '@/lib/trace/fork-edit';
import { toolPolicySchema } from '@/lib/trace/tool-policy';
import { endpointChoiceSchema } from './endpoint-contract';
import { runLimitsSchema } from './run-contract';
import { runStatusSchema, sideSchema, traceIdSchema } from './trace-contract';

const matrixIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

export const matrixColumnSchema = z.strictObject({
  label: z.string().trim().min(1).max(100),
  edits: z.array(forkEditSchema).max(500),
  endpoint: endpointChoiceSchema,
  /** The fork unchanged: tells what the loop does from what the edit does. */
  control: z.boolean(),
});
export type MatrixColumn = z.infer<typeof matrixColumnSchema>;

/** One run of a column. A number that is not known is null, never 0. */
export const matrixCellSchema = z.strictObject({
  column: z.int().nonnegative(),
  repeat: z.int().nonnegative(),
  /** Its branch and run. */
  traceId: traceIdSchema,
  runId: z.string(),
  /** The branch was deleted: what it said is told no more. */
  deleted: z.boolean(),
  status: runStatusSchema,
  reason: z.string().nullable(),
  steps: z.int().nonnegative(),
  inputTokens: z.number().nullable(),
  outputTokens: z.number().nullable(),
  costUsd: z.number().nullable(),
  durationMs: z.number().nullable(),
  /** First words of its last reply. */
  answer: z.string().nullable(),
  /**
   * Where it parts from the parent; null while it does not. An event of the branch, one of the parent, or both
   * where they differ: `seq` is null where the branch leaves out what the parent did.
   */
  parts: z
    .strictObject({
      seq: z.int().nonnegative().nullable(),
      parentSeq: z.int().nonnegative().nullable(),
    })
    .nullable(),
  /** Its baseline: the same repeat of the control with the same endpoint. */
  baseline: traceIdSchema.nullable(),
});
export type MatrixCell = z.infer<typeof matrixCellSchema>;

export const matrixSchema = z.strictObject({
  id: matrixIdSchema,
  /** What was forked. */
  traceId: traceIdSchema,
  traceName: z.string(),
  traceDeleted: z.boolean(),
  seq: z.int().nonnegative(),
  side: sideSchema,
  columns: z.array(matrixColumnSchema),
  repeats: z.int().positive(),
  limits: runLimitsSchema,
  /** By column, then repeat. None for a branch that is gone for good. */
  cells: z.array(matrixCellSchema),
  createdAt: z.iso.datetime(),
});
export type Matrix = z.infer<typeof matrixSchema>;

const byId = z.strictObject({ id: matrixIdSchema });

export const matrixContract = {
  start: oc
    .route({
      method: 'POST',
      path: '/traces/{traceId}/matrices',
      summary: 'Run one fork in several ways: up to 8 columns, each repeated',
    })
    .input(
      z.strictObject({
        traceId: traceIdSchema,
        seq: z.int().nonnegative(),
        side: sideSchema,
        columns: z.array(matrixColumnSchema).min(1).max(8),
        repeats: z.int().min(1).max(10).default(1),
        limits: runLimitsSchema,
        policy: toolPolicySchema.optional(),
      }),
    )
    .output(matrixSchema),
  get: oc
    .route({ method: 'GET', path: '/matrices/{id}', summary: 'A fork matrix and its cells' })
    .input(byId)
    .output(matrixSchema),
  list: oc
    .route({ method: 'GET', path: '/traces/{traceId}/matrices', summary: 'Matrices of a trace' })
    .input(z.strictObject({ traceId: traceIdSchema }))
    .output(
      z.strictObject({
        items: z.array(matrixSchema.pick({ id: true, seq: true, columns: true, createdAt: true })),
      }),
    ),
  cancel: oc
    .route({ method: 'POST', path: '/matrices/{id}/cancel', summary: 'Stop what still runs of it' })
    .input(byId)
    .output(matrixSchema),
};
