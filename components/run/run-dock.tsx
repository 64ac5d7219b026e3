'use client';

import { useMutation } from '@tanstack/react-query';
import { CircleStop, GitCompare, Play } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { client } from '@/components/data/api-client';
import { Button, buttonClasses } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { useShortcuts } from '@/components/ui/shortcuts';
import type { TraceDetail } from '@/lib/api/trace-contract';
import { diffLink } from '@/lib/view/links';
import { PartialReply } from './partial-reply';
import { PendingCallCard } from './pending-call-card';
import { ResumeDialog } from './resume-dialog';
import { RunBar } from './run-bar';
import { useBranchTokens } from './use-branch-tokens';
import type { RunState } from './use-run';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** Below the events of a branch: its run, what it is writing, what it waits for, how it ended. */
export function RunDock({ detail, state }: { detail: TraceDetail; state: RunState }) {
  const { run, partial, linked, tell } = state;
  const [resuming, setResuming] = useState(false);
  const outputTokens = useBranchTokens(detail);
  const on = run?.status === 'running' || run?.status === 'waiting';
  const cancel = useMutation({
    mutationFn: (id: string) => client.runs.cancel({ id }),
    onSuccess: tell,
  });
  const stop = (): void => {
    if (run && on && !cancel.isPending) cancel.mutate(run.id);
  };
  useShortcuts({ '$mod+.': { label: 'Cancel the run', run: stop } }, { group: 'Run', enabled: on });

  if (detail.run && !run)
    return (
      <p className="border-line border-t px-3 py-1.5 text-12 text-text-3">Looking for the run…</p>
    );
  return (
    <section
      aria-label="Run"
      className="flex max-h-[70%] shrink-0 flex-col overflow-y-auto border-line-strong border-t bg-surface-0"
    >
      <h2 className="sr-only">Run</h2>
      {run ? (
        <div className="sticky top-0 z-10">
          <RunBar run={run} partial={partial} outputTokens={outputTokens}>
            {on ? (
              <Button
                keys="$mod+."
                title="What has come is kept. Closing this page does not stop the run."
                disabled={cancel.isPending}
                glyph={<CircleStop {...glyph} />}
                onClick={stop}
              >
                {cancel.isPending ? 'Cancelling…' : 'Cancel'}
              </Button>
            ) : (
              <EndActions
                detail={detail}
                again={run.status !== 'done'}
                onResume={() => setResuming(true)}
              />
            )}
          </RunBar>
        </div>
      ) : (
        <div className="flex min-h-8 flex-wrap items-center gap-2 bg-surface-1 px-3 py-1 text-12">
          <span className="text-text-2">This fork is saved; nothing has run on it yet.</span>
          <div className="ml-auto flex items-center gap-2">
            <EndActions detail={detail} again onResume={() => setResuming(true)} />
          </div>
        </div>
      )}
      {!linked && on && (
        <Callout
          live
          tone="warn"
          title="The connection is lost."
          kept="The run goes on, and what came is kept."
          next="It is tried again by itself."
        />
      )}
      {cancel.error && (
        <Callout live tone="error" title={cancel.error.message} kept="The run goes on." />
      )}
      {run && !on && run.reason !== null && (
        <p className="border-line border-t px-3 py-1 text-12 text-text-2 [overflow-wrap:anywhere]">
          {run.reason}
        </p>
      )}
      {run && partial && <PartialReply model={run.endpoint.model} partial={partial} />}
      {run?.pending.map((call, at) => (
        <PendingCallCard
          key={call.callId}
          runId={run.id}
          call={call}
          first={at === 0}
          onAnswered={tell}
        />
      ))}
      {resuming && <ResumeDialog traceId={detail.id} onClose={() => setResuming(false)} />}
    </section>
  );
}

function EndActions({
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
          {detail.run ? 'Continue' : 'Resume'}
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
