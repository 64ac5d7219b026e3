import { z } from 'zod';
import type { ReceiptManifest } from '@/lib/replay/receipt/manifest';
import { traceIdSchema } from './trace-contract';

const subjectSchema = z.strictObject({
  name: z.string(),
  format: z.string(),
  source_id: z.string().nullable(),
  events: z.int().nonnegative(),
  fingerprint: z.strictObject({ content: z.string(), structure: z.string() }),
});

/** `manifest.json` of a bundle that somebody hands in. */
export const manifestSchema: z.ZodType<ReceiptManifest> = z.strictObject({
  schema: z.literal('retake-receipt'),
  version: z.literal(1),
  trace: subjectSchema,
  previous: subjectSchema.nullable(),
  arguments: z.strictObject({ model: z.string().nullable() }),
  files: z.array(
    z.strictObject({ path: z.string(), bytes: z.int().nonnegative(), sha256: z.string() }),
  ),
  receipt_hash: z.string(),
});

/** Characters of a line that a report shows. */
export const shownLine = 300;

const fileReportSchema = z.strictObject({
  path: z.string(),
  /** Its bytes against the hash in the manifest. */
  recorded: z.enum(['matches', 'differs', 'not recorded', 'missing']),
  /** Its bytes against what the trace gives now. */
  trace: z.enum(['matches', 'differs', 'not part of a receipt', 'missing']),
  /** Where it first differs from what the trace gives, line from 1; null on a side that has ended. */
  first: z
    .strictObject({
      line: z.int().positive(),
      /** Where in the line what is shown begins. */
      from: z.int().nonnegative(),
      receipt: z.string().nullable(),
      trace: z.string().nullable(),
    })
    .nullable(),
});
export type ReceiptFileReport = z.infer<typeof fileReportSchema>;

export const receiptReportSchema = z.strictObject({
  /** Every file is what the trace gives, and the manifest holds its own hash. */
  verified: z.boolean(),
  /** Whether the manifest holds the hash of itself. */
  receiptHash: z.enum(['matches', 'differs']),
  /** What the manifest says of the trace, beside the trace. */
  content: z.strictObject({ receipt: z.string(), trace: z.string() }),
  files: z.array(fileReportSchema),
});
export type ReceiptReport = z.infer<typeof receiptReportSchema>;

/** Arguments of a receipt. */
export const receiptInputSchema = z.strictObject({
  /** The run that came before; absent: the one that a branch began from, else none. */
  previous: traceIdSchema.optional(),
  /** Model that the prepared request names; absent: the recorded one. */
  model: z.string().trim().min(1).max(200).optional(),
});
