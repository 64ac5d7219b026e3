'use client';

import { useQuery } from '@tanstack/react-query';
import { useTraceSource } from '@/components/data/trace-source';
import type { WhatIf, WhatIfPoint } from '@/components/data/what-if';

/** What would have been at a moment: its messages, or what was known there. */
export function useWithout(whatIf: WhatIf, point: WhatIfPoint, only: 'messages' | 'known') {
  const { key } = useTraceSource();
  const { data, isPending, error, refetch } = useQuery({
    queryKey: [...key, 'without', only, point],
    queryFn: ({ signal }) => whatIf.without(point, only, signal),
  });
  return { data, isPending, error, retry: () => void refetch() };
}
