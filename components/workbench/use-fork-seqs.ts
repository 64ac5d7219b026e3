'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/components/data/api-client';
import type { TraceDetail } from '@/lib/api/trace-contract';

const none: readonly number[] = [];

/** Events of a trace where branches of it begin. */
export function useForkSeqs({
  id,
  branches,
}: Pick<TraceDetail, 'id' | 'branches'>): readonly number[] {
  const { data } = useQuery(
    api.traces.lineage.queryOptions({ input: { id }, enabled: branches > 0, staleTime: 2000 }),
  );
  return useMemo(
    () =>
      data?.nodes.flatMap(({ parentId, fork, deleted }) =>
        parentId === id && fork && !deleted ? [fork.seq] : [],
      ) ?? none,
    [data, id],
  );
}
