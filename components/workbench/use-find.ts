'use client';

import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { TraceSource } from '@/components/data/trace-source';

/** Substring search over the content of all events: lists draw only what is in view, so the browser's own finds too little. */
export function useFind(source: TraceSource, text: string) {
  const q = useDeferredValue(text.trim());
  const { data, isFetching, error } = useQuery({
    queryKey: [...source.key, 'find', q],
    queryFn: ({ signal }) => source.find?.(q, signal) ?? { seqs: [], total: 0 },
    enabled: q !== '' && source.find !== null,
  });
  return { q, seqs: data?.seqs ?? [], total: data?.total ?? null, busy: isFetching, error };
}
