'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import type { StateDiffAnswer } from '@/lib/api/facts-contract';
import { isObject, textField } from '@/lib/trace/json';

const params = {
  a: parseAsString.withDefault(''),
  b: parseAsString.withDefault(''),
  aSeq: parseAsInteger,
  bSeq: parseAsInteger,
};

/** The two moments, which live in the address, and what changed between them. */
export function useStateDiff() {
  const [moments, move] = useQueryStates(params, { history: 'replace' });
  const { a, b, aSeq, bSeq } = moments;
  const query = new URLSearchParams({ a, b });
  if (aSeq !== null) query.set('aSeq', String(aSeq));
  if (bSeq !== null) query.set('bSeq', String(bSeq));
  const path = `/api/state-diff?${query}`;
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['state-diff', path],
    queryFn: ({ signal }) => read(path, signal),
    // The old answer stays while the next is on its way.
    placeholderData: (last) => last,
    retry: false,
  });
  return { moments, move, path, diff: data ?? null, error, stale: isPlaceholderData };
}

async function read(path: string, signal: AbortSignal): Promise<StateDiffAnswer> {
  const response = await fetch(path, { signal });
  // Ours, or an error of ours.
  const body: unknown = await response.json();
  if (response.ok) return body as StateDiffAnswer;
  const words = isObject(body) ? textField(body.error, 'message') : undefined;
  throw new Error(words ?? `The server answered ${response.status}.`);
}
