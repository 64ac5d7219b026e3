'use client';

import { useMutation } from '@tanstack/react-query';
import { CircleStop, GitCompare, Pause, Play } from 'lucide-react';
import Link from 'next/link';
import { client } from '@/components/data/api-client';
import { Button, buttonClasses } from '@/components/ui/button';
import { useShortcuts } from '@/components/ui/shortcuts';
import type { Run } from '@/lib/api/run-contract';
import type { TraceDetail } from '@/lib/api/trace-contract';
import { diffLink } from '@/lib/view/links';
import { NoticeToggle } from './notice-toggle';
import type { RunState } from './use-run';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** What can be done with a run that is on. */
export function OnActions({ run, onTold }: { run: Run; onTold: RunState['tell'] }) {
  const cancel = useMutation({
    mutationFn: () => client.runs.cancel({ id: run.id }),
    onSuccess: onTold,
  });
  const pause = useMutation({
    mutationFn: () => client.runs.pause({ id: run.id }),
    onSuccess: onTold,
  });
  const pausable = run.status === 'running' && !run.pausing;
  const stop = (): void => {
    if (!cancel.isPending) cancel.mutate();
  };
  const hold = (): void => {
    if (pausable && !pause.isPending) pause.mutate();
  };
  useShortcuts({ '$mod+.': { label: 'Cancel the run', run: stop } }, { group: 'Run' });
  useShortcuts(
    { p: { label: 'Pause after this step', run: hold } },
    { group: 'Run', enabled: pausable },
  );
  const error = cancel.error ?? pause.error;
  return (
    <>
      {error && (
        <span role="alert" className="text-bad">
          {error.message} The run goes on.
        </span>
      )}
      <NoticeToggle />
      {run.status === 'running' && (
        <Button keys="p" disabled={!pausable} glyph={<Pause {...glyph} />} onClick={hold}>
          {run.pausing ? 'Pausing…' : 'Pause after this step'}
        </Button>
      )}
      <Button
        keys="$mod+."
        title="What has come is kept. Closing this page does not stop the run."
        disabled={cancel.isPending}
        glyph={<CircleStop {...glyph} />}
        onClick={stop}
      >
        {cancel.isPending ? 'Cancelling…' : 'Cancel'}
      </Button>
    </>
  );
}

/** What can be done with a branch whose run is not on. */
export function EndActions({
  detail,
  again,
  onResume,
}: {
  detail: TraceDetail;
  /** Whether there is something to go on with. */
  again: boolean;
  onResume: () => void;
}) {
  return (
    <>
      {again && (
        <Button glyph={<Play {...glyph} />} onClick={onResume}>
          {resumeWord(detail.run?.status)}
        </Button>
      )}
      {detail.parentId && (
        <Link href={diffLink(detail.parentId, detail.id)} className={buttonClasses('fork')}>
          <GitCompare {...glyph} />
          Diff with parent
        </Link>
      )}
    </>
  );
}

function resumeWord(status: Run['status'] | undefined): string {
  if (status === undefined) return 'Resume';
  return status === 'limit' ? 'Continue with higher limits' : 'Continue';
}
