'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTraceSource } from '@/components/data/trace-source';
import type { StatePage } from '@/lib/api/state-contract';
import type { StateFilter } from '@/lib/replay/state/state-index';

/** The state as of an event, a page at a time; while one moves on, what stood before stays until it is replaced. */
export function useStatePages(seq: number, filter: StateFilter) {
  const { key, state } = useTraceSource();
  const query = useInfiniteQuery({
    queryKey: [...key, 'state', seq, filter],
    queryFn: ({ pageParam: offset, signal }) =>
      state?.read({ seq, offset, ...filter }, signal) ?? Promise.reject(new Error('no state')),
    initialPageParam: 0,
    getNextPageParam: ({ offset, entries, total }: StatePage) => {
      const next = offset + entries.length;
      return next < total && entries.length > 0 ? next : null;
    },
    placeholderData: keepPreviousData,
    enabled: state !== null,
  });
  const pages = query.data?.pages;
  const entries = useMemo(() => pages?.flatMap((page) => page.entries) ?? [], [pages]);
  return { ...query, first: pages?.[0], entries };
}
