import type { EndpointChoice } from '@/lib/api/run-contract';

/** An endpoint that needs no typing, as the server lists it. */
export interface KnownEndpoint {
  kind: EndpointChoice['kind'];
  label: string;
  baseUrl: string | null;
  hasKey: boolean;
}

/** What is filled in about where model calls go. */
export interface EndpointDraft {
  /** Label of a known endpoint; null for an address of one's own. */
  known: string | null;
  baseUrl: string;
  model: string;
  /** Only ever in the memory of this page and, while the run lasts, of the server. */
  apiKey: string;
  allowPrivate: boolean;
  maxSteps: number;
}

export const scripted: KnownEndpoint = {
  kind: 'scripted',
  label: 'Scripted model',
  baseUrl: null,
  hasKey: true,
};

export const firstEndpoint: EndpointDraft = {
  known: scripted.label,
  baseUrl: '',
  model: '',
  apiKey: '',
  allowPrivate: false,
  maxSteps: 20,
};

export type Chosen = { choice: EndpointChoice; words: string } | { missing: string };

/** The choice that a draft means, and how it is called; or what is still missing. */
export function chosenEndpoint(draft: EndpointDraft, known: readonly KnownEndpoint[]): Chosen {
  const { maxSteps } = draft;
  if (!Number.isInteger(maxSteps) || maxSteps < 1 || maxSteps > 200)
    return { missing: 'Max steps is a whole number from 1 to 200.' };
  const picked = known.find(({ label }) => label === draft.known);
  if (picked?.kind === 'scripted')
    return { choice: { kind: 'scripted' }, words: `${picked.label}, no network` };
  const baseUrl = picked?.baseUrl ?? draft.baseUrl.trim();
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    return { missing: 'Type the base URL of the endpoint, such as http://127.0.0.1:11434/v1.' };
  const model = draft.model.trim();
  if (model === '') return { missing: 'Type the name of the model.' };
  const apiKey = draft.apiKey.trim();
  if (picked && !picked.hasKey && apiKey === '') return { missing: `${picked.label} needs a key.` };
  return {
    choice: {
      kind: 'openai-compatible',
      ...{ baseUrl, model },
      ...(apiKey === '' ? {} : { apiKey }),
      // A known address is a public one.
      allowPrivate: !picked && draft.allowPrivate,
    },
    words: `${model} at ${url.host}`,
  };
}
