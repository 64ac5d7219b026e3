import { oc } from '@orpc/contract';
import { z } from 'zod';
import { traceIdSchema } from './trace-contract';

/** A hash that the file's own system defines, worked out again from the bytes as they came. */
export const schemeReportSchema = z.strictObject({
  scheme: z.string(),
  /** Path within the upload. */
  file: z.string(),
  /** null where it cannot be worked out. */
  value: z.string().nullable(),
  /** What the file itself says that it is. */
  recorded: z.string().nullable(),
  verdict: z.enum(['matches', 'differs', 'not recorded', 'broken']),
  /** First row, from 0, where a chain does not hold. */
  at: z.int().nonnegative().nullable(),
  message: z.string(),
  /** What an agreement does not show. */
  notProven: z.string(),
});
export type SchemeReport = z.infer<typeof schemeReportSchema>;

const fingerprintsSchema = z.strictObject({
  events: z.int().nonnegative(),
  /** Of what happened: without clocks, transport ids, token counts and lanes. */
  content: z.string(),
  /** Of which steps came one after the other, whatever they said. */
  structure: z.string(),
});

const partingSchema = z.strictObject({
  equal: z.boolean(),
  /** First event where the chains part: the number of events for a run that ends there. null: equal. */
  at: z.int().nonnegative().nullable(),
});

const sideSchema = fingerprintsSchema.extend({ id: traceIdSchema, name: z.string() });

export const fingerprintComparisonSchema = z.strictObject({
  a: sideSchema,
  b: sideSchema,
  content: partingSchema,
  structure: partingSchema,
});
export type FingerprintComparison = z.infer<typeof fingerprintComparisonSchema>;

export const fingerprintContract = {
  get: oc
    .route({
      method: 'GET',
      path: '/traces/{id}/fingerprint',
      summary: 'Fingerprints of a trace, and those that its file records',
    })
    .input(z.strictObject({ id: traceIdSchema }))
    .output(fingerprintsSchema.extend({ schemes: z.array(schemeReportSchema) })),
  compare: oc
    .route({
      method: 'GET',
      path: '/fingerprints/compare',
      summary: 'Where the hash chains of two traces part',
    })
    .input(z.strictObject({ a: traceIdSchema, b: traceIdSchema }))
    .output(fingerprintComparisonSchema),
};
