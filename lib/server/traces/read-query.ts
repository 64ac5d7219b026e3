import { AppError } from '@/lib/errors';
import type { BernsteinFilters } from '@/lib/replay/bernstein/filter-events';
import { bernsteinQuery } from '@/lib/replay/query/join-queries';
import { parseQuery } from '@/lib/replay/query/parse-query';
import type { Query, QueryError } from '@/lib/replay/query/query';

/** Throws AppError `bad_request` with the place of the mistake and what was probably meant as its details. */
export const readQuery = (text: string): Query => read(parseQuery(text), 'query');

/** A moment, as `ts` takes it, on one side of an operator. Throws AppError `bad_request`. */
export const readMoment = (parameter: string, op: '>=' | '<=', text: string): Query =>
  read(parseQuery(`ts${op}"${text.replace(/["\\]/g, '\\$&')}"`), parameter);

/** Throws AppError `bad_request` for a regex that cannot be used. */
export const readBernstein = (filters: BernsteinFilters): Query =>
  read(bernsteinQuery(filters), 'filter');

function read(parsed: { query: Query } | { error: QueryError }, parameter: string): Query {
  if ('query' in parsed) return parsed.query;
  const { message, start, end, suggestion } = parsed.error;
  const isQuery = parameter === 'query';
  const place = isQuery ? `Characters ${start + 1} to ${Math.max(start + 1, end)}.` : null;
  throw new AppError('bad_request', isQuery ? message : `${parameter}: ${message}`, {
    ...(place ? { hint: suggestion === null ? place : `${place} Write ${suggestion} there.` } : {}),
    ...(isQuery ? { details: { start, end, suggestion } } : {}),
  });
}
