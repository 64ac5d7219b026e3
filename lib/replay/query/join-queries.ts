import type { BernsteinFilters } from '@/lib/replay/bernstein/filter-events';
import { checked } from './bernstein-text';
import type { Query, QueryError } from './query';
import { QueryFault } from './query-error';

/** What all of the queries keep. Places in it are those of the query that a part came from. */
export function joinQueries(queries: readonly Query[]): Query {
  const nodes = queries.flatMap(({ root }) => root ?? []);
  const text = queries.map((one) => one.text).join(' ');
  return { text, root: nodes.length === 0 ? null : { type: 'and', nodes, start: 0, end: 0 } };
}

/** Bernstein's filters as a query; an empty one is as good as none. The error is a pattern that cannot be used. */
export function bernsteinQuery(
  filters: BernsteinFilters,
): { query: Query } | { error: QueryError } {
  const given = Object.values(filters).some((value) => value !== undefined && value !== '');
  if (!given) return { query: { text: '', root: null } };
  try {
    const text = filters.filter ?? '';
    const root = { type: 'bernstein', text, filters, start: 0, end: text.length } as const;
    checked(filters, root);
    return { query: { text, root } };
  } catch (error) {
    if (error instanceof QueryFault) return { error: error.error };
    throw error;
  }
}
