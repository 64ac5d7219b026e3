import { oc } from '@orpc/contract';
import { z } from 'zod';
import { totalsSchema } from '@/lib/trace/trace';
import { traceIdSchema } from './trace-contract';

const blockStateSchema = z.enum([
  /** Known or proven equal. */
  'same',
  /** Paired, and they differ. */
  'changed',
  'left',
  'right',
  /** The branch's own edit event. */
  'edit',
]);

/** A run of rows in one state: `[a, aEnd)` of the left trace beside `[b, bEnd)` of the right one. */
const diffBlockSchema = z.strictObject({
  state: blockStateSchema,
  a: z.int().nonnegative(),
  aEnd: z.int().nonnegative(),
  b: z.int().nonnegative(),
  bEnd: z.int().nonnegative(),
});

export const diffResultSchema = z.strictObject({
  a: z.strictObject({ id: traceIdSchema, name: z.string(), totals: totalsSchema }),
  b: z.strictObject({ id: traceIdSchema, name: z.string(), totals: totalsSchema }),
  blocks: z.array(diffBlockSchema),
  /** First row where the two part, counted per side; null where they never do. */
  divergedAt: z.strictObject({ a: z.int().nonnegative(), b: z.int().nonnegative() }).nullable(),
  /** Rows known equal because one trace borrows them from the other. */
  sharedPrefix: z.int().nonnegative(),
  /** An edit budget ended the exact comparison: blocks are right, but may be larger than need be. */
  coarse: z.boolean(),
  counts: z.strictObject({
    same: z.int(),
    changed: z.int(),
    left: z.int(),
    right: z.int(),
    edit: z.int(),
  }),
  contentIdentical: z.boolean(),
  /** The numbers that shipit_agent.replay's diff_traces gives: by index, types only. */
  shipit: z.strictObject({
    matched: z.int().nonnegative(),
    divergedAt: z.int().nonnegative().nullable(),
    typeMismatches: z.int().nonnegative(),
    onlyInLeft: z.int().nonnegative(),
    onlyInRight: z.int().nonnegative(),
    identical: z.boolean(),
  }),
});
export type DiffResult = z.infer<typeof diffResultSchema>;

export const diffContract = {
  get: oc
    .route({ method: 'GET', path: '/diffs', summary: 'Two traces side by side' })
    .input(z.strictObject({ a: traceIdSchema, b: traceIdSchema }))
    .output(diffResultSchema),
};
