'use client';

import { useMemo } from 'react';
import { sharedSource } from '@/components/data/trace-source';
import { TraceView } from '@/components/workbench/trace-view';
import type { SharedTrace as Trace } from '@/lib/api/share-contract';

/** One trace of a share: outline, events and inspector, to read. */
export function SharedTrace({ token, trace, raw }: { token: string; trace: Trace; raw: boolean }) {
  const source = useMemo(() => sharedSource(token, trace.side, { raw }), [token, trace.side, raw]);
  return (
    <TraceView source={source} totals={trace.totals} lanes={trace.lanes} forkSeq={trace.forkSeq} />
  );
}
