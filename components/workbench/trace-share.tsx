'use client';

import { parseAsInteger, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { traceSource } from '@/components/data/trace-source';
import { useLoadedPages } from '@/components/data/use-outline';
import { pageView } from '@/components/share/page-view';
import { ShareButton } from '@/components/share/share-button';
import { firstLook } from '@/lib/replay/landmarks';

/** Shares the trace, and the event one stands on: the one in the address or, without one, where the page begins. */
export function TraceShare({ id }: { id: string }) {
  const [chosen] = useQueryState('e', parseAsInteger);
  const source = useMemo(() => traceSource(id), [id]);
  const pages = useLoadedPages(source);
  const first = useMemo(
    () => (chosen === null && pages ? firstLook(pages.flatMap(({ rows }) => rows)) : null),
    [chosen, pages],
  );
  const seq = chosen ?? first;
  return (
    <ShareButton
      target={
        seq === null
          ? { kind: 'trace', traceId: id }
          : { kind: 'moment', traceId: id, seq: Math.max(0, seq) }
      }
      view={pageView}
    />
  );
}
