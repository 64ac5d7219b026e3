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
  if (run.pending.length === 0) return null;
  const offered = run.pending.filter(
    ({ state, suggestions }) => state === 'needs-you' && suggestions.length > 0,
  );
  return (
    <section aria-label="Calls that wait">
      {offered.length > 0 && (
        <div className="flex flex-wrap items-center gap-2 border-line border-t px-3 py-1 text-12">
          <span className="text-text-2">{counted(run.pending.length, 'call')} to answer</span>
          {rest.error && (
            <span role="alert" className="text-bad">
              {rest.error.message}
            </span>
          )}
          <Button
            className="ml-auto"
            disabled={rest.isPending}
            title="With the next unused recorded result of each tool, in recorded order"
            onClick={() => rest.mutate()}
          >
            Answer the rest from the recording
          </Button>
        </div>
      )}
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
