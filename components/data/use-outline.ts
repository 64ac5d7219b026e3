'use client';

import { type QueryClient, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { unpackOutline } from '@/lib/api/outline-page';
import type { OutlineRow } from '@/lib/trace/outline';
import type { TraceSource } from './trace-source';

interface Page {
  rows: OutlineRow[];
  total: number;
  next: number | undefined;
}

interface Pages {
  pages: Page[];
  pageParams: number[];
}

/** Enough to draw with, and there at once; then as many as keep both sides busy for a blink only. */
const firstRows = 500;
const moreRows = 4000;

const outlineKey = (source: TraceSource) => [...source.key, 'outline'] as const;

/** All rows of a trace, page after page: the first are there while the rest is on its way. */
export function useOutline(source: TraceSource) {
  const query = useInfiniteQuery({
    queryKey: outlineKey(source),
    initialPageParam: 0,
    queryFn: async ({ pageParam, signal }): Promise<Page> => {
      const page = await source.outline(pageParam, pageParam === 0 ? firstRows : moreRows, signal);
      const rows = unpackOutline(page);
      const end = page.from + rows.length;
      return {
        rows,
        total: page.total,
        next: end < page.total && rows.length > 0 ? end : undefined,
      };
    },
    getNextPageParam: (page) => page.next,
  });
  const { hasNextPage, isFetching, fetchNextPage, data } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);

  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  return {
    rows,
    total: data?.pages.at(-1)?.total ?? null,
    complete: !!data && !hasNextPage,
    error: query.error,
  };
}

/** Adds rows that a run has just made, in order; rows that are there already are passed over. */
export function addOutlineRows(
  queries: QueryClient,
  source: TraceSource,
  rows: readonly OutlineRow[],
): void {
  queries.setQueryData<Pages>(outlineKey(source), (old) => {
    const last = old?.pages.at(-1);
    if (!old || !last || last.next !== undefined) return old;
    const end = last.rows.at(-1)?.seq ?? -1;
    const fresh = rows.filter(({ seq }) => seq > end);
    const newest = fresh.at(-1);
    if (!newest) return old;
    const total = Math.max(last.total, newest.seq + 1);
    const grown = { ...last, rows: [...last.rows, ...fresh], total };
    return { ...old, pages: [...old.pages.slice(0, -1), grown] };
  });
}

/** The pages of an outline once it is loaded whole; undefined before. Asks for nothing. */
export function useLoadedPages(source: TraceSource): readonly Page[] | undefined {
  const queries = useQueryClient();
  const subscribe = useCallback(
    (changed: () => void) =>
      queries.getQueryCache().subscribe(({ type }) => {
        // The cache also tells of queries that components make while they draw.
        if (type === 'updated' || type === 'removed') changed();
      }),
    [queries],
  );
  return useSyncExternalStore(
    subscribe,
    () => loadedPages(queries, source),
    () => undefined,
  );
}

/** Seq of the last row that is loaded; null while rows are missing. */
export const loadedUpTo = (queries: QueryClient, source: TraceSource): number | null =>
  loadedPages(queries, source)?.at(-1)?.rows.at(-1)?.seq ?? null;

function loadedPages(queries: QueryClient, source: TraceSource): readonly Page[] | undefined {
  const pages = queries.getQueryData<Pages>(outlineKey(source))?.pages;
  return pages?.at(-1)?.next === undefined ? pages : undefined;
}
