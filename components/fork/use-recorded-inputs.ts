'use client';

import { useQuery } from '@tanstack/react-query';
import { useTraceSource } from '@/components/data/trace-source';
import type { Json } from '@/lib/trace/json';
import type { Outline } from '@/lib/trace/outline';

/** Calls that are looked at: the next ones after the fork are what the recording answers with. */
const most = 8;

/** Arguments of recorded calls of a tool, those after the fork first. null while they are loaded. */
export function useRecordedInputs(
  outline: Outline,
  forkSeq: number,
  tool: string,
  enabled: boolean,
): readonly Json[] | null {
  const source = useTraceSource();
  const { data, error } = useQuery({
    queryKey: [...source.key, 'inputs', forkSeq, tool],
    queryFn: async ({ signal }): Promise<Json[]> => {
      const calls = outline.filter(({ kind, name }) => kind === 'tool-call' && name === tool);
      const near = [
        ...calls.filter(({ seq }) => seq > forkSeq),
        ...calls.filter(({ seq }) => seq <= forkSeq).reverse(),
      ].slice(0, most);
      const events = await Promise.all(near.map(({ seq }) => source.event(seq, signal)));
      return events.flatMap((event) => (event.kind === 'tool-call' ? [event.input] : []));
    },
    enabled,
  });
  return error ? [] : (data ?? null);
}
