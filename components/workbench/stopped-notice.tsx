'use client';

import { CircleStop } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useForkSheet } from '@/components/fork/use-fork-sheet';
import { Button } from '@/components/ui/button';
import { lastCompletedStep, openWords } from '@/lib/replay/state/last-completed-step';
import type { Outline } from '@/lib/trace/outline';
import type { Outcome } from '@/lib/trace/trace';
import type { Selection } from './use-selection';

/** Says of a run that failed or never ended what its last completed step was, and leads there. */
export function StoppedNotice({
  outcome,
  outline,
  selection,
}: {
  outcome: Outcome;
  outline: Outline;
  selection: Selection;
}) {
  const stopped = outcome === 'failed' || outcome === 'unfinished';
  const step = useMemo(
    () => (stopped && outline.length > 0 ? lastCompletedStep(outline) : null),
    [stopped, outline],
  );
  const { open: fork } = useForkSheet();
  const [closed, setClosed] = useState(false);
  if (!step || closed) return null;
  const row = step.seq === null ? undefined : outline[step.seq];
  const open = openWords(step);
  const firstOpen = step.unanswered[0] ?? step.unfinishedCalls[0];
  return (
    <section
      aria-label="Last completed step"
      className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b border-l-[3px] border-l-warn px-3 py-1 text-12"
    >
      <CircleStop size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-warn" />
      <p className="min-w-0 flex-1 basis-48 text-text-2 [overflow-wrap:anywhere]">
        {row ? (
          <>
            {outcome === 'failed' ? 'Failed after ' : 'Stopped after '}
            <span className="font-mono text-text-1">#{row.seq}</span>: <bdi>{step.what}</bdi>.
          </>
        ) : (
          'Stopped before any step completed.'
        )}{' '}
        {open && `Open: ${open}.`}
      </p>
      <span className="flex gap-1">
        {row && <Button onClick={() => selection.select(row.seq)}>Go there</Button>}
        {firstOpen !== undefined && (
          <Button look="ghost" onClick={() => selection.select(firstOpen)}>
            Show what was open
          </Button>
        )}
        {row && (
          <Button look="fork" onClick={() => fork(row, 'after')}>
            Fork from here
          </Button>
        )}
        <Button look="ghost" aria-label="Hide this notice" onClick={() => setClosed(true)}>
          Hide
        </Button>
      </span>
    </section>
  );
}
