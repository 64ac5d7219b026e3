'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TraceSource } from '@/components/data/trace-source';
import { conversationAt, type Side, setupAt } from '@/lib/replay/conversation-at';
import type { Outline } from '@/lib/trace/outline';
import type { Setup } from '@/lib/trace/setup';

/** What the model had before it at an event. The fold is done here; each message fetches its own body. */
export function useConversation(source: TraceSource, outline: Outline, seq: number, side: Side) {
  const entries = useMemo(() => conversationAt(outline, seq, side), [outline, seq, side]);
  const setupHash = useMemo(() => setupAt(outline, seq), [outline, seq]);
  return { entries, setup: useSetup(source, setupHash) };
}

/** null: the trace records none; undefined: on its way. */
function useSetup(source: TraceSource, hash: string | null): Setup | null | undefined {
  const { data } = useQuery({
    queryKey: [...source.key, 'setup', hash],
    queryFn: ({ signal }) => source.setup(hash ?? '', signal),
    enabled: hash !== null,
  });
  return hash === null ? null : data;
}

export function useEvent(source: TraceSource, seq: number) {
  return useQuery({
    queryKey: [...source.key, 'event', seq],
    queryFn: ({ signal }) => source.event(seq, signal),
  });
}
