import { ORPCError } from '@orpc/client';
import { isObject, textField } from '@/lib/trace/json';

/** What our server answers when it refuses, with its own words; null for an answer that is not ours. */
export function apiErrorOf(body: unknown, status: number): ORPCError<string, unknown> | null {
  const error = isObject(body) ? body.error : undefined;
  const message = textField(error, 'message');
  if (message === undefined) return null;
  return new ORPCError(textField(error, 'code') ?? 'internal', {
    status,
    message,
    data: { hint: textField(error, 'hint') ?? null },
  });
}

/** What to do next, where the server said so. */
export const hintOf = (error: Error): string | undefined =>
  'data' in error ? textField(error.data, 'hint') : undefined;
