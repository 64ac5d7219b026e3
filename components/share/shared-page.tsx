'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/components/data/api-client';
import { sharedSource } from '@/components/data/trace-source';
import { DiffView } from '@/components/diff/diff-view';
import { Callout } from '@/components/ui/callout';
import { PageBar } from '@/components/ui/page-bar';
import { TraceBar } from '@/components/workbench/trace-bar';
import { TraceView } from '@/components/workbench/trace-view';
import type { SharedTrace } from '@/lib/api/share-contract';
import { clockTime } from '@/lib/view/format-time';
import { NoShare } from './no-share';

/** What a link opens, to read. No way leads from here to other pages of this Retake. */
export function SharedPage({ token }: { token: string }) {
  const { data, error } = useQuery(api.shared.view.queryOptions({ input: { token } }));
  if (error) return <NoShare />;
  const [a, b] = data?.traces ?? [];
  if (!data || !a)
    return (
      <main id="main" className="p-4">
        <h1 className="sr-only">Shared</h1>
        <p role="status" className="text-text-3">
          Opening…
        </p>
      </main>
    );
  const until = (
    <span className="text-12 text-text-3">
      {data.expiresAt === null
        ? 'Shared, to read'
        : `Shared, to read, until ${clockTime(Date.parse(data.expiresAt)).slice(0, 16)} UTC`}
    </span>
  );
  return (
    <div className="flex h-dvh flex-col">
      {data.kind === 'diff' && b ? (
        <>
          <PageBar home={false}>
            <h1 className="min-w-0 truncate font-medium text-13">Diff</h1>
            <div className="ml-auto">{until}</div>
          </PageBar>
          <SharedDiff token={token} a={a} b={b} />
        </>
      ) : (
        <>
          <TraceBar name={<bdi>{a.name}</bdi>} outcome={a.outcome} totals={a.totals} home={false}>
            {until}
          </TraceBar>
          <SharedTraceView token={token} trace={a} />
        </>
      )}
    </div>
  );
}

function SharedTraceView({ token, trace }: { token: string; trace: SharedTrace }) {
  const source = useMemo(() => sharedSource(token, trace.side), [token, trace.side]);
  return <TraceView source={source} totals={trace.totals} lanes={trace.lanes} forkSeq={null} />;
}

function SharedDiff({ token, a, b }: { token: string; a: SharedTrace; b: SharedTrace }) {
  const { data, error } = useQuery(api.shared.diff.queryOptions({ input: { token } }));
  const left = useSharedSide(token, 'A', a);
  const right = useSharedSide(token, 'B', b);
  if (data) return <DiffView a={left} b={right} diff={data} />;
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

const useSharedSide = (token: string, letter: 'A' | 'B', trace: SharedTrace) =>
  useMemo(() => {
    const { side, name, outcome, totals } = trace;
    return { letter, name, outcome, totals, source: sharedSource(token, side), link: null };
  }, [token, letter, trace]);
