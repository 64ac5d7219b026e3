'use client';

import { useMemo } from 'react';
import { traceSource } from '@/components/data/trace-source';
import { useLoadedPages } from '@/components/data/use-outline';
import type { TraceDetail } from '@/lib/api/trace-contract';

/** Output tokens of a branch's own model calls; null where none of them told. */
export function useBranchTokens({ id, forkSeq }: TraceDetail): number | null {
  const source = useMemo(() => traceSource(id), [id]);
  const pages = useLoadedPages(source);
  return useMemo(() => {
    const told = (pages ?? [])
      .flatMap(({ rows }) => rows)
      .flatMap(({ seq, outputTokens }) =>
        seq > (forkSeq ?? -1) && outputTokens !== null ? [outputTokens] : [],
      );
    return told.length === 0 ? null : told.reduce((sum, count) => sum + count);
  }, [pages, forkSeq]);
}
