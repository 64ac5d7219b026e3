import { z } from 'zod';
import { sharedTraceSchema } from '@/lib/api/share-contract';
import { traceIdSchema } from '@/lib/api/trace-contract';

/**
 * What a share is fixed to. Everything that its reader sees of a trace beyond immutable rows is in here,
 * so that a run that goes on, or a new name, shows nothing.
 */
export const sharePinsSchema = z.strictObject({
  traces: z
    .array(
      z.strictObject({
        id: traceIdSchema,
        /** Only the first so many events and messages exist for the reader. */
        events: z.int().nonnegative(),
        messages: z.int().nonnegative(),
        shown: sharedTraceSchema,
      }),
    )
    .min(1)
    .max(2),
  seq: z.int().nonnegative().nullable(),
  row: z.string().nullable(),
});
export type SharePins = z.infer<typeof sharePinsSchema>;
export type SharePin = SharePins['traces'][number];
