'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/components/data/api-client';
import { traceSource } from '@/components/data/trace-source';
import { FingerprintButton } from '@/components/fingerprint/fingerprint-button';
import { ForkButton } from '@/components/fork/fork-button';
import { ForkSheet } from '@/components/fork/fork-sheet';
import { useForkSheet } from '@/components/fork/use-fork-sheet';
import { DropZone } from '@/components/import/drop-zone';
import { RunAnnouncer } from '@/components/run/run-announcer';
import { RunDock } from '@/components/run/run-dock';
import { useRun } from '@/components/run/use-run';
import type { TraceDetail } from '@/lib/api/trace-contract';
import { ReportNotice } from './report-notice';
import { StoppedNotice } from './stopped-notice';
import { TraceActions } from './trace-actions';
import { TraceBar } from './trace-bar';
import { TraceLineage } from './trace-lineage';
import { TraceShare } from './trace-share';
import { TraceView } from './trace-view';
import { useForkSeqs } from './use-fork-seqs';

/** The page of one trace of one's own. */
export function Workbench({ detail: first }: { detail: TraceDetail }) {
  const { data: detail } = useQuery(
    api.traces.get.queryOptions({ input: { id: first.id }, initialData: first, staleTime: 1000 }),
  );
  const source = useMemo(() => traceSource(first.id), [first.id]);
  const run = useRun(detail.run?.id ?? null, source);
  const forks = useForkSeqs(detail);
  const { open: fork } = useForkSheet();
  return (
    <DropZone>
      <div className="flex h-dvh flex-col">
        <TraceBar
          name={<bdi>{detail.name}</bdi>}
          outcome={detail.outcome}
          totals={detail.totals}
          branch={detail.forkSeq !== null}
        >
          <FingerprintButton id={detail.id} events={detail.totals.events} />
          <TraceActions detail={detail}>
            <TraceShare id={detail.id} />
          </TraceActions>
        </TraceBar>
        <TraceView
          source={source}
          totals={detail.totals}
          lanes={detail.lanes}
          forkSeq={detail.forkSeq}
          forks={forks}
          ownFrom={detail.fork && detail.forkSeq !== null ? detail.forkSeq + 1 : null}
          outlineHead={
            <>
              <ReportNotice detail={detail} />
              <TraceLineage detail={detail} />
            </>
          }
          live={run.run?.status === 'running' || run.run?.status === 'waiting'}
          notice={
            // A branch made here says in its dock where it stands and how it goes on.
            detail.run || detail.fork
              ? undefined
              : (selection, outline) => (
                  <StoppedNotice outcome={detail.outcome} outline={outline} selection={selection} />
                )
          }
          dock={detail.parentId && <RunDock detail={detail} state={run} />}
          actions={(selection) => <ForkButton selection={selection} />}
          onFork={fork}
          overlay={(selection, outline) => (
            <ForkSheet traceId={detail.id} selection={selection} outline={outline} />
          )}
        />
        <RunAnnouncer name={detail.name} state={run} />
      </div>
    </DropZone>
  );
}
