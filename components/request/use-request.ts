'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useTraceSource } from '@/components/data/trace-source';
import type { WhatIf, WhatIfPoint } from '@/components/data/what-if';
import { useSettled } from '@/components/fork/use-settled';
import type { RequestApi } from '@/lib/api/prepare-contract';

/** As the contract names them; it is not read here, as it would bring its schemas along. */
export const requestApis = ['openai-chat', 'openai-responses', 'anthropic', 'google'] as const;

/** Typing and walking stand still for so long before a request is asked for. */
const restMs = 250;

/** Which API and model a request is shown for; in the address, so that a link shows the same one. */
export function useRequestChoice() {
  const [{ api, model }, set] = useQueryStates(
    { api: parseAsStringLiteral(requestApis), model: parseAsString.withDefault('') },
    { history: 'replace' },
  );
  return {
    api,
    model,
    chooseApi: (next: RequestApi | null) => void set({ api: next }),
    chooseModel: (next: string) => void set({ model: next === '' ? null : next }),
  };
}

/** What a model would be sent at a moment, by the API and the model that are chosen. */
export function useRequest(whatIf: WhatIf | null, point: WhatIfPoint) {
  const { key } = useTraceSource();
  const { api, model } = useRequestChoice();
  const wanted = JSON.stringify({ point, api, model: model.trim() });
  const settled = useSettled(wanted, restMs) ?? wanted;
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery({
    queryKey: [...key, 'request', settled],
    queryFn: ({ signal }) => {
      // It was written just above.
      const asked = JSON.parse(settled) as {
        point: WhatIfPoint;
        api: RequestApi | null;
        model: string;
      };
      if (!whatIf) throw new Error('Nothing can be asked here');
      const how = { api: asked.api ?? undefined, model: asked.model || undefined };
      return whatIf.request(asked.point, how, signal);
    },
    enabled: whatIf !== null,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  return {
    data: data ?? null,
    error: wanted === settled ? error : null,
    stale: wanted !== settled || isPlaceholderData || (isFetching && !data),
    retry: () => void refetch(),
  };
}
