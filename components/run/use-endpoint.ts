'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/components/data/api-client';
import { chosenEndpoint, type EndpointDraft, readEndpointDraft } from './endpoint-draft';

const slot = 'retake.endpoint';

/** Where model calls go and how far, as last chosen in this tab, or as `start` says. */
export function useEndpoint(start?: EndpointDraft) {
  // Somebody may have changed them under their settings, in another tab.
  const { data, error, refetch } = useQuery(api.endpoints.list.queryOptions({ staleTime: 5000 }));
  const endpoints = data?.items ?? null;
  const [draft, setDraft] = useState<EndpointDraft>(() => start ?? remembered());
  const change = (next: EndpointDraft): void => {
    setDraft(next);
    try {
      sessionStorage.setItem(slot, JSON.stringify(next));
    } catch {
      // Storage switched off: it is chosen again next time.
    }
  };
  const chosen = chosenEndpoint(draft, endpoints);
  return { draft, change, endpoints, error, retry: () => void refetch(), chosen };
}

function remembered(): EndpointDraft {
  try {
    return readEndpointDraft(JSON.parse(sessionStorage.getItem(slot) ?? '{}'));
  } catch {
    return readEndpointDraft({});
  }
}
