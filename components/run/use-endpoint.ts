'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/components/data/api-client';
import { field, numberField, textField } from '@/lib/trace/json';
import { chosenEndpoint, type EndpointDraft, firstEndpoint, scripted } from './endpoint-draft';

const slot = 'retake.endpoint';
/** Where model calls go, as last chosen in this tab. The key is never kept. */
export function useEndpoint() {
  const { data } = useQuery(api.runs.endpoints.queryOptions());
  const known = data?.items ?? [scripted];
  const [draft, setDraft] = useState<EndpointDraft>(() => ({ ...firstEndpoint, ...remembered() }));
  const change = (next: EndpointDraft): void => {
    setDraft(next);
    const { apiKey: _, ...rest } = next;
    try {
      sessionStorage.setItem(slot, JSON.stringify(rest));
    } catch {
      // Storage switched off: it is typed again next time.
    }
  };
  return { draft, change, known, chosen: chosenEndpoint(draft, known) };
}

function remembered(): Partial<EndpointDraft> {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(slot) ?? '{}');
    const known = field(kept, 'known');
    return {
      known: known === null ? null : (textField(kept, 'known') ?? firstEndpoint.known),
      baseUrl: textField(kept, 'baseUrl') ?? '',
      model: textField(kept, 'model') ?? '',
      allowPrivate: field(kept, 'allowPrivate') === true,
      maxSteps: numberField(kept, 'maxSteps') ?? firstEndpoint.maxSteps,
    };
  } catch {
    return {};
  }
}
