'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { api, client } from '@/components/data/api-client';
import type { EndpointChoice } from '@/lib/api/endpoint-contract';
import type { MatrixColumn } from '@/lib/api/matrix-contract';
import type { RunLimits } from '@/lib/api/run-contract';
import type { Side } from '@/lib/replay/conversation-at';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { ToolPolicy } from '@/lib/trace/tool-policy';
import { matrixLink, traceLink } from '@/lib/view/links';

/** What begins: a saved fork, one run of it, or several beside each other. */
export type Start =
  | { kind: 'save' }
  | { kind: 'run'; endpoint: EndpointChoice; limits: RunLimits }
  | { kind: 'several'; columns: MatrixColumn[]; repeats: number; limits: RunLimits };

export interface BranchRequest {
  id: string;
  seq: number;
  side: Side;
  edits: readonly ForkEdit[];
  /** null: as the parent has it. */
  policy: ToolPolicy | null;
  /** First event of the branch: where its reader stands at first. */
  first: number;
  start: Start;
}

/** Makes a branch, starts its run or several where they are wanted, and goes there. */
export function useBranch() {
  const router = useRouter();
  const queries = useQueryClient();
  /** A branch that is saved while its run did not start: the next try goes on with it. */
  const saved = useRef<{ key: string; id: string } | null>(null);
  const mutation = useMutation({
    mutationFn: async ({ id, seq, side, edits, policy, first, start }: BranchRequest) => {
      const own = policy ? { policy } : {};
      if (start.kind === 'several') {
        const { columns, repeats, limits } = start;
        const many = { seq, side, columns, repeats, limits, ...own };
        return matrixLink((await client.matrices.start({ traceId: id, ...many })).id);
      }
      const key = JSON.stringify([id, seq, side, edits, policy]);
      if (saved.current?.key !== key) {
        const branch = await client.traces.fork({ id, seq, side, edits: [...edits], ...own });
        saved.current = { key, id: branch.id };
      }
      const branch = saved.current.id;
      if (start.kind === 'run') {
        const { endpoint, limits } = start;
        await client.runs.start({ traceId: branch, endpoint, limits });
      }
      return traceLink(branch, { seq: first });
    },
    // In the place of the composer: Back leads to the trace.
    onSuccess: (link) => router.replace(link),
    onSettled: () => void queries.invalidateQueries({ queryKey: api.traces.key() }),
  });
  return {
    ...mutation,
    /** The branch that is there although its run did not start. */
    savedId:
      mutation.isError && mutation.variables?.start.kind === 'run'
        ? (saved.current?.id ?? null)
        : null,
  };
}
