'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/components/data/api-client';
import { sharedSource } from '@/components/data/trace-source';
import type { DiffSide } from '@/components/diff/diff-side';
import { DiffView } from '@/components/diff/diff-view';
import { useIgnored } from '@/components/diff/use-ignored';
import { Callout } from '@/components/ui/callout';
import type { SharedTrace } from '@/lib/api/share-contract';
import { sharedTraceLink } from './shared-place';

interface SharedDiffProps {
  token: string;
  a: SharedTrace;
  b: SharedTrace;
  /** Whether each trace can be opened by itself: in a shared tree. */
  open: boolean;
  /** The share shows raw records. */
  raw: boolean;
}

/** Two traces of a share side by side. */
export function SharedDiff({ token, a, b, open, raw }: SharedDiffProps) {
  const ignored = useIgnored();
  const { data, error } = useQuery({
    ...api.shared.diff.queryOptions({
      input: { token, a: a.side, b: b.side, ignore: ignored.query },
    }),
    // Another choice of what to leave out: the rows stay until the new ones are there.
    placeholderData: keepPreviousData,
  });
  const left = useSharedSide(token, 'A', a, { open, raw });
  const right = useSharedSide(token, 'B', b, { open, raw });
  if (data) return <DiffView a={left} b={right} diff={data} ignored={ignored} />;
  return (
    <main id="main" className="p-4">
      {error ? (
        <Callout live tone="error" title="This diff could not be loaded." next="Reload the page." />
      ) : (
        <p role="status" className="text-text-3">
          Comparing…
        </p>
      )}
    </main>
  );
}

const useSharedSide = (
  token: string,
  letter: 'A' | 'B',
  trace: SharedTrace,
  { open, raw }: Pick<SharedDiffProps, 'open' | 'raw'>,
): DiffSide =>
  useMemo(() => {
    const { side, name, outcome, totals } = trace;
    return {
      ...{ letter, name, outcome, totals, source: sharedSource(token, side, { raw }) },
      link: open ? (seq?: number) => sharedTraceLink(token, side, seq) : null,
    };
  }, [token, letter, trace, open, raw]);
