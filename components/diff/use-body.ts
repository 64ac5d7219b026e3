'use client';

import { type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TraceSource } from '@/components/data/trace-source';
import type { PoolMessage } from '@/lib/api/body-contract';
import { refsOf } from '@/lib/trace/conversation';
import type { Event } from '@/lib/trace/event';
import type { Message } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import type { DiffSide } from './diff-side';

/** What to read of one side: an event, messages besides it, a setup. */
export interface Wanted {
  side: DiffSide;
  seq: number | null;
  /** Pool positions. */
  messages: readonly number[];
  setup: string | null;
}

/** What came. It is the same object as long as nothing else comes. */
export interface Content {
  event: Event | null;
  /** Of the messages that are wanted, those that are here, in order. */
  said: Message[];
  setup: Setup | null;
}

export interface Body {
  content: Content;
  isPending: boolean;
  error: Error | null;
  retry: () => void;
}

/** Messages are fetched in portions, so that each is fetched once when more are shown. */
export const portion = 100;

type Portion = UseQueryResult<PoolMessage[]>;

// One function for all: its answer is kept as long as the portions stay as they are.
const poolOf = (portions: Portion[]) => ({
  bodies: new Map(
    portions.flatMap(({ data }) =>
      (data ?? []).map(({ position, message }) => [position, message] as const),
    ),
  ),
  isPending: portions.some(({ isPending }) => isPending),
  error: portions.find(({ error }) => error)?.error ?? null,
  retry: () => {
    for (const one of portions) if (one.error) void one.refetch();
  },
});

/** Bodies of pool positions, the first `most` of them; `undefined` for one that is on its way or lost. */
export function usePositions(source: TraceSource, positions: readonly number[], most: number) {
  const portions = useMemo(() => {
    const shown = positions.slice(0, most);
    return Array.from({ length: Math.ceil(shown.length / portion) }, (_, at) =>
      shown.slice(at * portion, (at + 1) * portion),
    );
  }, [positions, most]);
  return useQueries({
    queries: portions.map((wanted) => {
      const ranges = refsOf(wanted)
        .map(([start, end]) => `${start}-${end}`)
        .join(',');
      return {
        queryKey: [...source.key, 'messages', ranges],
        queryFn: ({ signal }: { signal: AbortSignal }) => source.messages(ranges, signal),
      };
    }),
    combine: poolOf,
  });
}

/** The content that a side of a row holds, with the first `most` of its messages. */
export function useBody({ side, seq, messages, setup }: Wanted, most = Infinity): Body {
  const { source } = side;
  const event = useQuery({
    queryKey: [...source.key, 'event', seq],
    queryFn: ({ signal }) => source.event(seq ?? 0, signal),
    enabled: seq !== null,
  });
  const settings = useSetup(source, setup);
  const pool = usePositions(source, messages, most);
  const { bodies } = pool;
  const content = useMemo(
    () => ({
      event: event.data ?? null,
      said: messages.slice(0, most).flatMap((at) => bodies.get(at) ?? []),
      setup: settings.data ?? null,
    }),
    [event.data, settings.data, messages, most, bodies],
  );
  return {
    content,
    isPending: event.isLoading || settings.isLoading || pool.isPending,
    error: event.error ?? settings.error ?? pool.error,
    retry: () => {
      if (event.error) void event.refetch();
      if (settings.error) void settings.refetch();
      pool.retry();
    },
  };
}

export const useSetup = (source: TraceSource, hash: string | null) =>
  useQuery({
    queryKey: [...source.key, 'setup', hash],
    queryFn: ({ signal }) => source.setup(hash ?? '', signal),
    enabled: hash !== null,
  });
