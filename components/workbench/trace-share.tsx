'use client';

import { parseAsInteger, useQueryState } from 'nuqs';
import { ShareButton } from '@/components/share/share-button';

/** Shares the trace at the event one stands on. */
export function TraceShare({ id }: { id: string }) {
  const [seq] = useQueryState('e', parseAsInteger);
  return <ShareButton target={{ kind: 'trace', traceId: id, seq: seq ?? undefined }} />;
}
