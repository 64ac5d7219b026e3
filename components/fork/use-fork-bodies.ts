'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TraceSource } from '@/components/data/trace-source';
import type { Side } from '@/lib/replay/conversation-at';
import { type ForkPoint, forkPoint } from '@/lib/replay/fork/fork-point';
import type { ForkBodies } from '@/lib/replay/fork-at';
import { type Range, refsOf } from '@/lib/trace/conversation';
import type { Outline } from '@/lib/trace/outline';
import { emptySetup } from '@/lib/trace/setup';

/** Positions and ranges that one request may ask for. */
const most = { positions: 2000, ranges: 100 };

/** The point of a fork and all bodies that its checkpoint is made of. */
export function useForkBodies(
  source: TraceSource,
  outline: Outline,
  seq: number | null,
  side: Side,
) {
  const point = useMemo(
    () => (seq === null ? null : forkPoint(outline, seq, side)),
    [outline, seq, side],
  );
  const { data, error, refetch } = useQuery({
    queryKey: [...source.key, 'fork', seq, side],
    queryFn: ({ signal }) => loadBodies(source, point, signal),
    enabled: point !== null,
  });
  return { bodies: data ?? null, error, retry: () => void refetch() };
}

async function loadBodies(
  source: TraceSource,
  point: ForkPoint | null,
  signal: AbortSignal,
): Promise<ForkBodies> {
  const positions = [...new Set(point?.entries.map(({ position }) => position))];
  const hash = point?.setup ?? null;
  const [setup, ...answers] = await Promise.all([
    hash === null ? emptySetup : source.setup(hash, signal),
    ...requestsFor(positions).map((ranges) => source.messages(ranges, signal)),
  ]);
  const messages = new Map(answers.flat().map(({ position, message }) => [position, message]));
  return {
    message: (position) => messages.get(position),
    setup: (wanted) => (wanted === hash ? setup : undefined),
  };
}

/** Positions as few requests, each within what the server answers at once. */
export function requestsFor(positions: readonly number[]): string[] {
  const requests: string[] = [];
  let ranges: Range[] = [];
  let count = 0;
  const flush = (): void => {
    if (ranges.length > 0) requests.push(ranges.map(([from, to]) => `${from}-${to}`).join(','));
    ranges = [];
    count = 0;
  };
  for (const [start, end] of refsOf(positions.toSorted((a, b) => a - b)))
    for (let from = start; from < end; ) {
      if (count === most.positions || ranges.length === most.ranges) flush();
      const to = Math.min(end, from + most.positions - count);
      ranges.push([from, to]);
      count += to - from;
      from = to;
    }
  flush();
  return requests;
}
