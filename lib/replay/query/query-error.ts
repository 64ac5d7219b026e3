import { closest, distance } from 'fastest-levenshtein';
import type { QueryError, Span } from './query';

/** Thrown while a query is read, and caught by `parseQuery` alone. */
export class QueryFault extends Error {
  constructor(readonly error: QueryError) {
    super(error.message);
  }
}

export function fault({ start, end }: Span, message: string, suggestion?: string | null): never {
  throw new QueryFault({ message, start, end, suggestion: suggestion ?? null });
}

/** The name that was probably meant: few letters differ, or it is the beginning of one. */
export function nearest(word: string, names: readonly string[]): string | null {
  const lower = word.toLowerCase();
  const begun = lower.length > 1 && names.find((name) => name.startsWith(lower));
  if (begun) return begun;
  const found = names.length === 0 ? null : closest(lower, names);
  return found !== null && distance(lower, found) <= Math.max(1, Math.floor(lower.length / 3))
    ? found
    : null;
}

export const didYouMean = (name: string | null): string =>
  name === null ? '' : ` Did you mean ${name}?`;
