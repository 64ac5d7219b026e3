import type { z } from 'zod';
import { AppError } from '@/lib/errors';

/**
 * What the address of a request asks for, by its schema: for routes outside of the contract's own router.
 * Throws AppError `bad_request` with the first thing that is wrong.
 */
export function queryInput<Schema extends z.ZodType>(schema: Schema, url: string): z.infer<Schema> {
  const result = schema.safeParse(Object.fromEntries(new URL(url).searchParams));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new AppError('bad_request', `${issue?.path.join('.') || 'input'}: ${issue?.message}`);
}
