'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/components/data/api-client';

const page = 20;
/** How often it looks again while traces are being indexed, in milliseconds. */
const indexingMs = 1500;

/** Words in all traces, page after page; asks nothing while `q` is empty. */
export function useSearch(q: string, limit = page) {
  const query = useInfiniteQuery(
    api.search.find.infiniteOptions({
      input: (offset: number) => ({ q: q.slice(0, 1000), limit, offset }),
      initialPageParam: 0,
      getNextPageParam: (last, pages) => {
        const shown = pages.reduce((sum, { items }) => sum + items.length, 0);
        return shown < last.total && last.items.length > 0 ? shown : undefined;
      },
      enabled: q !== '',
      staleTime: 2000,
      placeholderData: (old) => old,
      refetchInterval: ({ state }) => {
        const searched = state.data?.pages[0]?.searched;
        return searched && searched.ready < searched.traces ? indexingMs : false;
      },
    }),
  );
  const first = query.data?.pages[0];
  return {
    answer: q === '' ? undefined : first,
    items: q === '' ? [] : (query.data?.pages.flatMap(({ items }) => items) ?? []),
    busy: query.isFetching && (query.isPlaceholderData || !first),
    error: query.error,
    more: query.hasNextPage ? () => void query.fetchNextPage() : null,
  };
}
