import { z } from 'zod';

/** `12,15-18`: events by seq, both ends of a range included; at most 2,000 characters. */
export const excludedSchema = z
  .string()
  .max(2000)
  .regex(/^(\d{1,9}(-\d{1,9})?(,\d{1,9}(-\d{1,9})?)*)?$/, 'Events are named as in 12,15-18.');
