'use client';

import { useMutation } from '@tanstack/react-query';
import { client } from '@/components/data/api-client';
import type { EndpointChoice } from '@/lib/api/endpoint-contract';
import type { RunLimits } from '@/lib/api/run-contract';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { RunState } from './use-run';

interface Change {
  edits?: ForkEdit[];
  endpoint?: EndpointChoice;
  limits?: RunLimits;
}

/** Lets a run go on that had ended, and follows it. */
export const useContinue = (runId: string | null, onGoing: RunState['follow']) =>
  useMutation({
    mutationFn: (change: Change) => {
      if (runId === null) throw new Error('There is no run to go on with.');
      return client.runs.continue({ id: runId, ...change });
    },
    onSuccess: onGoing,
  });

export type Continued = ReturnType<typeof useContinue>;
