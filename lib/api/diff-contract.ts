import { oc } from '@orpc/contract';
import { z } from 'zod';
import { editSchema } from '@/lib/trace/conversation';
import { totalsSchema } from '@/lib/trace/trace';
import { sideSchema, traceIdSchema } from './trace-contract';

const blockStateSchema = z.enum([
  /** Equal, known or proven, or but for what the reader ignores. */
  'same',
  /** Paired, and they differ. */
  'changed',
  /** The same step in another place. */
  'moved',
  /** One side's alone, and no divergence: a retry, a log line, a detour that was recovered from. */
  'absorbed',
  'left',
  'right',
  /** The branch's own edit event. */
  'edit',
]);

/**
 * Rows in one state: `[a, aEnd)` of the left trace beside `[b, bEnd)` of the right one. Each row of both sides
 * is in exactly one block; both sides ascend, but for `moved` blocks (one pair each) on the right.
 */
const diffBlockSchema = z.strictObject({
  state: blockStateSchema,
  a: z.int().nonnegative(),
  aEnd: z.int().nonnegative(),
  b: z.int().nonnegative(),
  bEnd: z.int().nonnegative(),
});

const rowsSchema = z.strictObject({ a: z.int().nonnegative(), b: z.int().nonnegative() });

/** Of a part of a run. null: nothing recorded. */
const metricsSchema = z.strictObject({
  events: z.int().nonnegative(),
  modelCalls: z.int().nonnegative(),
  toolCalls: z.int().nonnegative(),
  errors: z.int().nonnegative(),
  inputTokens: z.number().nullable(),
  outputTokens: z.number().nullable(),
  costUsd: z.number().nullable(),
  /** From the first event's begin to the last one's end. */
  wallMs: z.number().nonnegative().nullable(),
  /** Calls by tool, most first. */
  tools: z.array(z.tuple([z.string(), z.int().positive()])),
});
export type DiffMetrics = z.infer<typeof metricsSchema>;

const sideMetricsSchema = z.strictObject({ before: metricsSchema, after: metricsSchema });

/** What a reader may leave out of the comparison of texts. */
export const ignorable = ['ids', 'times', 'whitespace', 'reasoning'] as const;
export type Ignorable = (typeof ignorable)[number];

/** A comma-separated list of `ignorable`, in any order. */
export const ignoreSchema = z
  .string()
  .max(60)
  .default('')
  .transform((text) => text.split(',').filter((word) => word !== ''))
  .pipe(z.array(z.enum(ignorable)));

export const diffResultSchema = z.strictObject({
  a: z.strictObject({ id: traceIdSchema, name: z.string(), totals: totalsSchema }),
  b: z.strictObject({ id: traceIdSchema, name: z.string(), totals: totalsSchema }),
  blocks: z.array(diffBlockSchema),
  /**
   * `identical`: nothing differs but the branch's own edit. `same`: differences, and none that was not recovered
   * from. `reconverged`: left the common course and came back for good.
   */
  verdict: z.enum(['identical', 'same', 'diverged', 'reconverged', 'incomparable']),
  /** 0 to 1, and a sentence that says why. */
  confidence: z.number().min(0).max(1),
  reason: z.string(),
  /** First rows off the common course; a side that ends there has its number of rows. */
  fork: rowsSchema.nullable(),
  /** First rows that are on it again. */
  rejoined: rowsSchema.nullable(),
  /** A fork that is one value changed inside of a step. */
  editedValue: rowsSchema.extend({ from: z.string(), to: z.string() }).nullable(),
  /** First rows that are not `same`, the branch's own edit apart. */
  firstDifference: rowsSchema.nullable(),
  /** Rows known equal because one trace borrows them from the other. */
  sharedPrefix: z.int().nonnegative(),
  /** Too long or too different to look at every pair: rows are right, but equal ones may show as one-sided. */
  coarse: z.boolean(),
  /** Rows per state, a pair counted once; `ignored`: those `same` only because of what is ignored. */
  counts: z.strictObject({
    same: z.int(),
    changed: z.int(),
    moved: z.int(),
    absorbed: z.int(),
    left: z.int(),
    right: z.int(),
    edit: z.int(),
    ignored: z.int(),
  }),
  /** Whatever is ignored. */
  contentIdentical: z.boolean(),
  /** Before and after the fork; after is empty where there is none. */
  metrics: z.strictObject({ a: sideMetricsSchema, b: sideMetricsSchema }),
  /** The numbers that shipit_agent.replay's diff_traces gives: by index, types only. */
  shipit: z.strictObject({
    matched: z.int().nonnegative(),
    divergedAt: z.int().nonnegative().nullable(),
    typeMismatches: z.int().nonnegative(),
    onlyInLeft: z.int().nonnegative(),
    onlyInRight: z.int().nonnegative(),
    identical: z.boolean(),
  }),
  /** The branch that ran unchanged beside b, where there is one. */
  control: z.strictObject({ id: traceIdSchema, name: z.string() }).nullable(),
});
export type DiffResult = z.infer<typeof diffResultSchema>;

/** What two models saw, message beside message. */
export const contextDiffSchema = z.strictObject({
  /** null where the trace knows of no conversation there. */
  a: z.strictObject({ messages: z.int().nonnegative(), setup: z.string().nullable() }).nullable(),
  b: z.strictObject({ messages: z.int().nonnegative(), setup: z.string().nullable() }).nullable(),
  /**
   * In order: indices `[a, aEnd)` of A's conversation beside `[b, bEnd)` of B's, and where their messages are in
   * the pools. `same` messages say the same.
   */
  blocks: z.array(
    z.strictObject({
      state: z.enum(['same', 'changed', 'left', 'right']),
      a: z.int().nonnegative(),
      aEnd: z.int().nonnegative(),
      b: z.int().nonnegative(),
      bEnd: z.int().nonnegative(),
      aPositions: editSchema.shape.append,
      bPositions: editSchema.shape.append,
    }),
  ),
  coarse: z.boolean(),
});
export type ContextDiff = z.infer<typeof contextDiffSchema>;

export const diffContract = {
  get: oc
    .route({ method: 'GET', path: '/diffs', summary: 'Two traces side by side' })
    .input(z.strictObject({ a: traceIdSchema, b: traceIdSchema, ignore: ignoreSchema }))
    .output(diffResultSchema),
  context: oc
    .route({
      method: 'GET',
      path: '/diffs/context',
      summary: 'What the model saw at an event of each of two traces',
    })
    .input(
      z.strictObject({
        a: traceIdSchema,
        b: traceIdSchema,
        aSeq: z.coerce.number().int().nonnegative(),
        bSeq: z.coerce.number().int().nonnegative(),
        aSide: sideSchema.default('before'),
        bSide: sideSchema.default('before'),
      }),
    )
    .output(contextDiffSchema),
};
