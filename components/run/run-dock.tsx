'use client';

import { Columns2 } from 'lucide-react';
import { useState } from 'react';
import { FinalAnswers } from '@/components/rerun/final-answers';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { TraceDetail } from '@/lib/api/trace-contract';
import { FailureCard } from './failure-card';
import { isOn, isOver } from './follow-run';
import { LiveColumn } from './live-column';
import { PartialReply } from './partial-reply';
import { PendingCalls } from './pending-calls';
import { ResumeDialog } from './resume-dialog';
import { RetryNote } from './retry-note';
import { EndActions, OnActions } from './run-actions';
import { RunBar } from './run-bar';
import { useContinue } from './use-continue';
import type { RunState } from './use-run';

/** Below the events of a branch: its run, what it is writing, what it waits for, how it ended. */
export function RunDock({ detail, state }: { detail: TraceDetail; state: RunState }) {
  const { run, partial, linked, tell, follow } = state;
  const [resuming, setResuming] = useState(false);
  const [beside, setBeside] = useState(false);
  const proceed = useContinue(run?.id ?? null, follow);
  const on = run !== null && isOn(run);
  const dialog = (): void => setResuming(true);

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
          <RunBar run={run} partial={partial}>
            {detail.parentId && (
              <Button
                look="ghost"
                aria-expanded={beside}
                title="Compare with the parent while it runs"
                className={beside ? 'bg-surface-3 text-text-1' : ''}
                glyph={<Columns2 size={14} strokeWidth={1.5} aria-hidden />}
                onClick={() => setBeside(!beside)}
              >
                Beside the parent
              </Button>
            )}
            {on ? (
              <OnActions run={run} onTold={tell} />
            ) : (
              <EndActions detail={detail} again={run.status !== 'done'} onResume={dialog} />
            )}
          </RunBar>
        </div>
      ) : (
        <div className="flex min-h-8 flex-wrap items-center gap-2 bg-surface-1 px-3 py-1 text-12">
          <span className="text-text-2">This fork is saved; nothing has run on it yet.</span>
          <div className="ml-auto flex items-center gap-2">
            <EndActions detail={detail} again onResume={dialog} />
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
      {run?.failure && run.status === 'failed' ? (
        <FailureCard run={run} failure={run.failure} proceed={proceed} onDialog={dialog} />
      ) : (
        run &&
        !on &&
        run.reason !== null && (
          <p className="border-line border-t px-3 py-1 text-12 text-text-2 [overflow-wrap:anywhere]">
            {run.reason}
          </p>
        )
      )}
      {run && <FinalAnswers traceId={detail.id} ended={isOver(run)} />}
      {beside && run && detail.parentId && (
        <LiveColumn detail={detail} parentId={detail.parentId} ended={isOver(run)} />
      )}
      {run?.activity?.type === 'retrying' && <RetryNote activity={run.activity} />}
      {run && partial && <PartialReply model={run.endpoint.model} partial={partial} />}
      {run && <PendingCalls run={run} onAnswered={tell} />}
      {resuming && (
        <ResumeDialog traceId={detail.id} onStarted={follow} onClose={() => setResuming(false)} />
      )}
    </section>
  );
}
