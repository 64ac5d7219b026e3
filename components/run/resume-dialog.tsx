'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '@/components/data/api-client';
import { hintOf } from '@/components/data/api-error';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import type { Run } from '@/lib/api/run-contract';
import { ResumeForm } from './resume-form';

/** Lets a branch run on from where it stands: the run that ended goes on, or a first one begins. */
export function ResumeDialog({
  traceId,
  onStarted,
  onClose,
}: {
  traceId: string;
  onStarted: (run: Run) => void;
  onClose: () => void;
}) {
  const trace = useQuery(api.traces.get.queryOptions({ input: { id: traceId } }));
  const runId = trace.data?.run?.id;
  const run = useQuery(
    api.runs.get.queryOptions({
      input: { id: runId ?? '' },
      enabled: runId !== undefined,
      staleTime: 0,
    }),
  );
  const error = trace.error ?? run.error;
  if (trace.data && (runId === undefined || run.data))
    return (
      <ResumeForm
        trace={trace.data}
        run={run.data ?? null}
        onStarted={onStarted}
        onClose={onClose}
      />
    );
  return (
    <Dialog open onOpenChange={onClose} title="Resume this branch">
      {error ? (
        <Callout
          tone="error"
          title={error.message}
          kept="The branch stays as it is."
          next={hintOf(error)}
        />
      ) : (
        <p className="text-12 text-text-3">Looking for the run…</p>
      )}
    </Dialog>
  );
}
