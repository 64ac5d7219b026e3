'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/components/data/api-client';
import type { EndpointChoice } from '@/lib/api/endpoint-contract';
import type { RunLimits } from '@/lib/api/run-contract';
import type { Side } from '@/lib/replay/conversation-at';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { chosenModels } from './chosen-models';
import { foundKey } from './found-secrets';
import { columnsOf, firstMatrix } from './matrix-draft';
import { usePreparedColumns } from './use-prepared-columns';

interface MatrixPlanInput {
  traceId: string;
  seq: number;
  side: Side;
  edits: readonly ForkEdit[];
  endpoint: EndpointChoice;
  limits: RunLimits;
}

/** All that follows from what is filled in: the columns, what they cost, and what is missing before they start. */
export function useMatrixPlan({ traceId, seq, side, edits, endpoint, limits }: MatrixPlanInput) {
  const [draft, setDraft] = useState(() => firstMatrix(endpoint));
  /** What looks like secrets and may be sent, see `foundKey`. */
  const [leave, setLeave] = useState<string | null>(null);
  const { data, error } = useQuery(api.endpoints.list.queryOptions({ staleTime: 5000 }));
  const endpoints = data?.items ?? null;
  const chosen = chosenModels(draft.models, limits, endpoints);
  const made = 'models' in chosen ? columnsOf(draft, edits, chosen.models) : chosen;
  const columns = 'columns' in made ? made.columns : null;
  const { costs, found, checking, trouble } = usePreparedColumns(
    { traceId, seq, side, limits, endpoints: endpoints ?? [] },
    columns ?? [],
  );
  const key = foundKey(found);
  const allowed = found.length === 0 || leave === key;
  return {
    ...{ draft, setDraft, endpoints, error, columns, costs, found, allowed },
    allow: (is: boolean) => setLeave(is ? key : null),
    /** Why nothing starts; null: it may. */
    missing:
      ('missing' in made ? made.missing : null) ??
      (checking ? 'Looking through what would be sent…' : null) ??
      (trouble ? `What would be sent could not be looked through: ${trouble.message}` : null) ??
      (allowed ? null : 'Some values look like secrets: take them out, or send them anyway.'),
  };
}
