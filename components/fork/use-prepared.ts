'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/components/data/api-client';
import type { EndpointChoice } from '@/lib/api/endpoint-contract';
import type { Prepared } from '@/lib/api/prepare-contract';
import type { Side } from '@/lib/replay/conversation-at';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import { useSettled } from './use-settled';

/** Typing stands still for so long before it is asked what would be sent. */
const restMs = 400;

export interface PrepareRequest {
  id: string;
  seq: number;
  side: Side;
  edits: readonly ForkEdit[];
  endpoint: EndpointChoice;
  /** Who answers what waits there; absent: as in the parent. */
  policy?: ToolPolicy;
}

export interface PreparedState {
  /** What was last told; while `stale`, of what was typed before. */
  prepared: Prepared | null;
  stale: boolean;
  error: Error | null;
  retry: () => void;
}

/** What a resume would send, asked for as one types and never waited for. null: nothing is asked. */
export function usePrepared(request: PrepareRequest | null): PreparedState {
  const key = request && JSON.stringify(request);
  const settled = useSettled(key, restMs);
  const input = useMemo(
    // It was a request a moment ago.
    () => (settled === null ? null : (JSON.parse(settled) as PrepareRequest)),
    [settled],
  );
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery(
    api.prepared.prepare.queryOptions({
      input: input
        ? { ...input, edits: [...input.edits] }
        : { id: '', seq: 0, side: 'after', edits: [], endpoint: { id: 'scripted' } },
      enabled: key !== null && input !== null,
      placeholderData: keepPreviousData,
      // The endpoint may change elsewhere, and bodies are large.
      staleTime: 5000,
      gcTime: 60_000,
    }),
  );
  const asked = key !== null && key === settled;
  return {
    prepared: key === null ? null : (data ?? null),
    stale: key !== null && (!asked || isPlaceholderData || (isFetching && !data)),
    error: asked ? error : null,
    retry: () => void refetch(),
  };
}
