import { z } from 'zod';
import { jsonSchema } from '@/lib/trace/json';
import { messageSchema } from '@/lib/trace/message';
import { setupSchema } from '@/lib/trace/setup';
import {
  laneSchema,
  noteSchema,
  originSchema,
  outcomeSchema,
  timeQualitySchema,
} from '@/lib/trace/trace';

/** Version of the lines. A change that older readers would misread raises it. */
export const nativeVersion = 1;

/**
 * First line of a trace. The counts tell a cut export from a whole one. `branch` is where the trace forked
 * off, as data: what it borrowed stands in the file like its own.
 */
export const headerLineSchema = z.object({
  retake: z.literal(nativeVersion),
  name: z.string(),
  format: z.string(),
  sourceId: z.string().nullable(),
  outcome: outcomeSchema,
  timeQuality: timeQualitySchema,
  lanes: z.array(laneSchema),
  events: z.int().nonnegative(),
  messages: z.int().nonnegative(),
  branch: z.object({ forkSeq: z.int().min(-1), poolBase: z.int().nonnegative() }).optional(),
  origin: originSchema.optional(),
  extra: jsonSchema.optional(),
});
export type HeaderLine = z.infer<typeof headerLineSchema>;

export const setupLineSchema = z.object({ setup: z.string(), value: setupSchema });
export const messageLineSchema = z.object({
  message: z.int().nonnegative(),
  value: messageSchema,
});
export const noteLineSchema = z.object({ note: noteSchema.omit({ records: true }) });
export const blobLineSchema = z.object({
  blob: z.string(),
  mediaType: z.string(),
  base64: z.string(),
});

export const lineKinds = ['retake', 'setup', 'message', 'event', 'note', 'blob'] as const;
export type LineKind = (typeof lineKinds)[number];
