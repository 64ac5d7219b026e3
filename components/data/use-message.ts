'use client';

import { useQuery } from '@tanstack/react-query';
import type { TraceSource } from './trace-source';

/** Pool positions are fetched in blocks of this size, so that neighbouring looks share what they load. */
const block = 64;

/** The body of one pool message. `poolSize` bounds the block: a pool never changes below it. */
export function useMessage(source: TraceSource, position: number, poolSize: number) {
  const start = Math.floor(position / block) * block;
  const end = Math.min(start + block, Math.max(poolSize, position + 1));
  return useQuery({
    queryKey: [...source.key, 'messages', start, end],
    queryFn: ({ signal }) => source.messages(`${start}-${end}`, signal),
    // The block grows while a run goes on; what was in it is still true.
    placeholderData: (before) =>
      before?.some((item) => item.position === position) ? before : undefined,
    select: (items) => items.find((item) => item.position === position) ?? null,
  });
}
