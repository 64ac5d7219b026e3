'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { api, client } from '@/components/data/api-client';
import type { EndpointChoice } from '@/lib/api/run-contract';
import type { Side } from '@/lib/replay/conversation-at';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import { traceLink } from '@/lib/view/links';

export interface BranchRequest {
  id: string;
  seq: number;
  side: Side;
  edits: readonly ForkEdit[];
  /** First event of the branch: where its reader stands at first. */
  first: number;
  /** null: save the fork and run nothing. */
  run: { endpoint: EndpointChoice; limits: { maxSteps: number } } | null;
}

/** Makes a branch, starts its run where one is wanted, and goes there. */
export function useBranch() {
  const router = useRouter();
  const queries = useQueryClient();
  /** A branch that is saved while its run did not start: the next try goes on with it. */
  const saved = useRef<{ key: string; id: string } | null>(null);
  const mutation = useMutation({
    mutationFn: async ({ id, seq, side, edits, run }: BranchRequest) => {
      const key = JSON.stringify([id, seq, side, edits]);
      if (saved.current?.key !== key) {
        const branch = await client.traces.fork({ id, seq, side, edits: [...edits] });
        saved.current = { key, id: branch.id };
      }
      const branch = saved.current.id;
      if (run) await client.runs.start({ traceId: branch, ...run });
      return branch;
    },
    onSuccess: (branch, { first }) => {
      // In the place of the composer: Back leads to the trace.
      router.replace(traceLink(branch, { seq: first }));
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: api.traces.key() }),
  });
  return {
    ...mutation,
    /** The branch that is there although its run did not start. */
    savedId: mutation.isError ? (saved.current?.id ?? null) : null,
  };
}
