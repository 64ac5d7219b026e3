'use client';

import { useMutation } from '@tanstack/react-query';
import { client } from '@/components/data/api-client';
import { Button } from '@/components/ui/button';
import type { Run } from '@/lib/api/run-contract';
import { counted } from '@/lib/view/format-number';
import { PendingCallCard } from './pending-call-card';
import type { RunState } from './use-run';

/** The calls that wait, as the set they are, in their order. */
export function PendingCalls({ run, onAnswered }: { run: Run; onAnswered: RunState['tell'] }) {
  const rest = useMutation({
    mutationFn: () => client.runs.answerRest({ id: run.id }),
    onSuccess: onAnswered,
  });
  const stop = useMutation({
    mutationFn: () => client.runs.cancel({ id: run.id }),
    onSuccess: onAnswered,
  });
  if (run.pending.length === 0) return null;
  const trouble = rest.error ?? stop.error;
  const offered = run.pending.filter(
    ({ state, suggestions }) => state === 'needs-you' && suggestions.length > 0,
  );
  return (
    <section aria-label="Calls that wait">
      <div className="flex flex-wrap items-center gap-2 border-line border-t px-3 py-1 text-12">
        <span className="mr-auto text-text-2">{counted(run.pending.length, 'call')} to answer</span>
        {trouble && (
          <span role="alert" className="text-bad">
            {trouble.message}
          </span>
        )}
        {offered.length > 0 && (
          <Button
            disabled={rest.isPending}
            title="With the next unused recorded result of each tool, in recorded order"
            onClick={() => rest.mutate()}
          >
            Answer the rest from the recording
          </Button>
        )}
        {run.status === 'waiting' && (
          <Button
            disabled={stop.isPending}
            title="Ends the run. What has come is kept, and it can go on from here later."
            onClick={() => stop.mutate()}
          >
            Stop here
          </Button>
        )}
      </div>
      {run.pending.map((call, at) => (
        <PendingCallCard
          key={`${call.callId} ${call.state}`}
          runId={run.id}
          call={call}
          first={at === 0}
          onAnswered={onAnswered}
        />
      ))}
    </section>
  );
}
