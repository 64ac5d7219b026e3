'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeftRight } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { useEffect, useMemo } from 'react';
import { api } from '@/components/data/api-client';
import { type TraceSource, traceSource } from '@/components/data/trace-source';
import { pageView } from '@/components/share/page-view';
import { ShareButton } from '@/components/share/share-button';
import { buttonClasses } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { PageBar } from '@/components/ui/page-bar';
import type { TraceDetail } from '@/lib/api/trace-contract';
import { diffLink, lineageLink, stateDiffLink, traceLink } from '@/lib/view/links';
import { swappedView } from '@/lib/view/swapped-view';
import type { DiffSide } from './diff-side';
import { DiffView } from './diff-view';
import { useControl } from './use-control';
import { useIgnored } from './use-ignored';

const goesOn = ({ run }: TraceDetail): boolean =>
  run?.status === 'running' || run?.status === 'waiting';

const refreshMs = 2_000;

/** A trace that may still grow: asked again while a run goes on. */
function useTrace(start: TraceDetail): TraceDetail {
  const { data } = useQuery(
    api.traces.get.queryOptions({
      input: { id: start.id },
      initialData: start,
      refetchInterval: ({ state }) => (state.data && goesOn(state.data) ? refreshMs : false),
    }),
  );
  return data;
}

/** Loads the rows again that a run has added. */
function useGrowing(source: TraceSource, events: number): void {
  const queries = useQueryClient();
  useEffect(() => {
    const key = [...source.key, 'outline'];
    const pages = queries.getQueryData<{ pages: { total: number }[] }>(key)?.pages;
    if (pages && (pages.at(-1)?.total ?? 0) < events)
      void queries.invalidateQueries({ queryKey: key });
  }, [queries, source, events]);
}

export function DiffPage({ a: startA, b: startB }: { a: TraceDetail; b: TraceDetail }) {
  const [a, b] = [useTrace(startA), useTrace(startB)];
  const [left, right] = [useSide('A', a), useSide('B', b)];
  useGrowing(left.source, a.totals.events);
  useGrowing(right.source, b.totals.events);
  const search = useSearchParams();
  const ignored = useIgnored();
  const diff = useQuery({
    ...api.diffs.get.queryOptions({ input: { a: a.id, b: b.id, ignore: ignored.query } }),
    // Another number of events is another comparison.
    queryKey: ['diff', a.id, b.id, a.totals.events, b.totals.events, ignored.query],
    // Rows stay while others come, but never those of another pair.
    placeholderData: (last) => (last?.a.id === a.id && last.b.id === b.id ? last : undefined),
  });
  const control = useControl(a.id, diff.data?.control ?? null, ignored.query);
  const running = [a, b].flatMap((trace, index) =>
    goesOn(trace) ? [{ trace, letter: index === 0 ? 'A' : 'B' }] : [],
  );

  return (
    <div className="flex h-dvh flex-col">
      <PageBar>
        <h1 className="font-medium text-13">Diff</h1>
        <nav aria-label="This diff" className="ml-auto flex flex-wrap items-center gap-2">
          <Link href={`${diffLink(b.id, a.id)}${swappedView(search)}`} className={buttonClasses()}>
            <ArrowLeftRight size={14} strokeWidth={1.5} aria-hidden />
            Swap
          </Link>
          <Link href={stateDiffLink(a.id, b.id)} className={buttonClasses()}>
            State diff
          </Link>
          <Link href={lineageLink(b.id)} className={buttonClasses()}>
            Lineage
          </Link>
          <ShareButton target={{ kind: 'diff', a: a.id, b: b.id }} view={pageView} />
        </nav>
      </PageBar>
      {diff.data ? (
        <DiffView
          // Swapped sides are another diff, which begins with its own first look.
          key={`${a.id}${b.id}`}
          a={left}
          b={right}
          diff={diff.data}
          ignored={ignored}
          control={control}
          notice={running.map(({ trace, letter }) => (
            <Callout
              key={letter}
              live
              title={`${letter} is still running${trace.run?.status === 'waiting' ? ': it waits for an answer' : ''}`}
              next="This compares what there is so far, and follows by itself."
              actions={
                <Link href={traceLink(trace.id)} className={buttonClasses()}>
                  Open {letter}
                </Link>
              }
            />
          ))}
        />
      ) : (
        <main id="main" className="p-4">
          {diff.error ? (
            <Callout
              live
              tone="error"
              title="The two traces could not be compared."
              kept="Nothing was lost."
              next="Reload the page. If it stays, one of the two may have been deleted."
            />
          ) : (
            <p role="status" className="text-text-3">
              Comparing…
            </p>
          )}
        </main>
      )}
    </div>
  );
}

function useSide(letter: 'A' | 'B', { id, name, outcome, totals }: TraceDetail): DiffSide {
  const source = useMemo(() => traceSource(id), [id]);
  return useMemo(
    () => ({
      ...{ letter, name, outcome, totals, source },
      link: (seq?: number) => traceLink(id, seq === undefined ? {} : { seq }),
    }),
    [letter, id, name, outcome, totals, source],
  );
}
