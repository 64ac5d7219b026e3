'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/components/data/api-client';

/** Of a trace with so many events: a branch that grows has other ones with each event. */
export const useFingerprints = (id: string, events: number) =>
  useQuery({
    ...api.fingerprints.get.queryOptions({ input: { id } }),
    queryKey: [...api.fingerprints.get.queryKey({ input: { id } }), events],
    staleTime: Number.POSITIVE_INFINITY,
  });
