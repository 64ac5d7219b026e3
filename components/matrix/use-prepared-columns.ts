'use client';

import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/components/data/api-client';
import { useSettled } from '@/components/fork/use-settled';
import { leavesMachine } from '@/components/run/endpoint-draft';
import type { Endpoint } from '@/lib/api/endpoint-contract';
import type { MatrixColumn } from '@/lib/api/matrix-contract';
import type { RunLimits } from '@/lib/api/run-contract';
import type { Side } from '@/lib/replay/conversation-at';
import { foundIn } from './found-secrets';
import { runCost } from './run-cost';

/** Typing stands still for so long before it is asked what would be sent. */
const restMs = 400;

interface ColumnsRequest {
  traceId: string;
  seq: number;
  side: Side;
  limits: RunLimits;
  endpoints: readonly Endpoint[];
}

/** What the first request of every column would be: what it costs, and what of it looks like a secret. */
export function usePreparedColumns(
  { traceId: id, seq, side, limits, endpoints }: ColumnsRequest,
  columns: readonly MatrixColumn[],
) {
  const now = JSON.stringify(columns);
  const settled = useSettled(now, restMs);
  const asked = useMemo(
    // They were columns a moment ago.
    () => JSON.parse(settled ?? '[]') as MatrixColumn[],
    [settled],
  );
  const told = useQueries({
    queries: asked.map(({ edits, endpoint }) =>
      api.prepared.prepare.queryOptions({
        input: { id, seq, side, edits, endpoint },
        enabled: !isFree(endpoint),
        staleTime: 5000,
      }),
    ),
  });
  const away = asked.flatMap((column, at) => {
    const endpoint = endpoints.find((one) => one.id === column.endpoint.id);
    const state = told[at];
    return endpoint && state && leavesMachine(endpoint) ? [{ endpoint, state }] : [];
  });
  return {
    /** About what each run of a column costs at most; null where that is not known, or not yet. */
    costs: columns.map(({ endpoint }, at) => {
      if (isFree(endpoint)) return 0;
      const data = told[at]?.data;
      return data && now === settled ? runCost(data, limits) : null;
    }),
    found: foundIn(
      away.map(({ endpoint: { host, name }, state }) => ({
        host: host ?? name,
        findings: state.data?.findings ?? [],
      })),
    ),
    /** What would leave this machine is being looked through. */
    checking: now !== settled || away.some(({ state }) => state.isFetching && !state.data),
    /** It could not be. */
    trouble: away.find(({ state }) => state.error)?.state.error ?? null,
  };
}

const isFree = ({ id }: MatrixColumn['endpoint']): boolean => id === 'scripted';
