'use client';

import { CirclePause } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Callout } from '@/components/ui/callout';
import type { PendingCall } from '@/lib/api/run-contract';
import { AnswerForm } from './answer-form';
import { ArgumentSchema } from './argument-schema';
import { ArgumentView } from './argument-view';
import { LiveRequest } from './live-request';
import { RepairForm } from './repair-form';
import type { RunState } from './use-run';

const stateWords: Record<PendingCall['state'], string> = {
  'needs-you': 'needs you',
  approval: 'needs your leave',
  running: 'running',
  unknown: 'may have acted',
  malformed: 'no valid arguments',
};

interface PendingCallCardProps {
  runId: string;
  call: PendingCall;
  /** The page's key answers this one. */
  first: boolean;
  onAnswered: RunState['tell'];
}

/** A tool call that waits: what is asked, why nobody answered it, and every way to answer. */
export function PendingCallCard({ runId, call, first, onAnswered }: PendingCallCardProps) {
  const { state, tool, approval } = call;
  const live = approval && state !== 'running' && (
    <LiveRequest
      runId={runId}
      call={call}
      approval={approval}
      again={state === 'unknown'}
      asked={state === 'approval'}
      onAnswered={onAnswered}
    />
  );
  return (
    <section
      aria-label={`Pending call of ${tool}, #${call.seq}`}
      className="relative flex flex-col gap-3 border-line border-t py-2 pr-3 pl-4"
    >
      <span aria-hidden className="absolute inset-y-0 left-0 w-[3px] bg-select" />
      <div className="flex min-w-0 items-center gap-2">
        <CirclePause size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-select" />
        <h3 className="min-w-0 truncate font-medium">
          <bdi className="font-mono text-12">{tool}</bdi>
        </h3>
        <Badge tone={state === 'unknown' ? 'warn' : 'select'}>{stateWords[state]}</Badge>
        <span className="ml-auto font-mono text-11 text-text-3">#{call.seq}</span>
      </div>
      <div>
        <ArgumentView tool={tool} input={call.input} malformed={state === 'malformed'} />
        {call.schema !== null && state !== 'malformed' && (
          <ArgumentSchema tool={tool} schema={call.schema} input={call.input} />
        )}
      </div>
      {call.trouble !== null && <Callout tone="warn" title={call.trouble} />}
      {state === 'unknown' && (
        <Callout
          tone="warn"
          title="This call was sent, and no answer came back. It may have acted."
          next="Look what it did, then answer by hand; or run it again."
        />
      )}
      {state === 'running' && (
        <p role="status" className="text-12 text-text-2">
          It runs now. Its answer comes by itself.
        </p>
      )}
      {state === 'malformed' ? (
        <RepairForm runId={runId} call={call} onAnswered={onAnswered} />
      ) : state === 'approval' ? (
        <>
          {live}
          <details>
            <summary className="cursor-pointer text-12 text-text-2">Answer by hand instead</summary>
            <AnswerForm runId={runId} call={call} first={false} onAnswered={onAnswered} />
          </details>
        </>
      ) : (
        state !== 'running' && (
          <>
            <AnswerForm runId={runId} call={call} first={first} onAnswered={onAnswered} />
            {live && (
              <details>
                <summary className="cursor-pointer text-12 text-text-2">Run it live</summary>
                {live}
              </details>
            )}
          </>
        )
      )}
    </section>
  );
}
