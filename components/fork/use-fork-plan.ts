'use client';

import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { api } from '@/components/data/api-client';
import { leavesMachine } from '@/components/run/endpoint-draft';
import { useEndpoint } from '@/components/run/use-endpoint';
import { isAppError } from '@/lib/errors';
import type { Side } from '@/lib/replay/conversation-at';
import { type Checkpoint, type ForkBodies, forkAt } from '@/lib/replay/fork-at';
import type { Outline } from '@/lib/trace/outline';
import { firstPolicy } from '@/lib/trace/tool-policy';
import { type Draft, editsOf } from './draft';
import { findingsOf, isCovered, leaveFor } from './findings';
import { toolRows } from './tool-rows';
import { usePrepared } from './use-prepared';

interface ForkPlanInput {
  traceId: string;
  outline: Outline;
  seq: number;
  side: Side;
  bodies: ForkBodies;
  draft: Draft;
}

/** All that follows from what is typed: the edits, the branch they make, who answers, what would be sent. */
export function useForkPlan({ traceId, outline, seq, side, bodies, draft }: ForkPlanInput) {
  const endpoint = useEndpoint();
  const { data: trace } = useQuery(api.traces.get.queryOptions({ input: { id: traceId } }));
  const executors = useQuery(api.executors.list.queryOptions({ staleTime: 5000 })).data?.items;
  const chosen = 'choice' in endpoint.chosen ? endpoint.chosen : null;

  const original = useMemo(
    () => forkAt(outline, bodies, seq, side).original,
    [outline, bodies, seq, side],
  );
  const edits = useMemo(() => editsOf(draft, side, original), [draft, side, original]);
  // Typing goes first; the rows follow.
  const settled = useDeferredValue(edits);
  const made = useMemo(
    () => checkpointOf(() => forkAt(outline, bodies, seq, side, settled)),
    [outline, bodies, seq, side, settled],
  );

  const policy = draft.policy ?? trace?.policy ?? firstPolicy;
  const checkpoint = 'checkpoint' in made ? made.checkpoint : null;
  const forkSeq = checkpoint?.point.forkSeq ?? seq;
  const rows = useMemo(
    () =>
      toolRows({
        ...{ outline, forkSeq, policy, lines: draft.tools },
        recorded: original.setup.tools,
        executors: executors ?? [],
      }),
    [outline, forkSeq, policy, draft.tools, original, executors],
  );

  // Said to a scripted model twice the same is told twice the same: there is no noise to tell apart.
  const control =
    edits.length > 0 && (draft.control ?? (chosen !== null && chosen.endpoint.kind !== 'scripted'));
  const request = chosen &&
    checkpoint && {
      ...{ id: traceId, seq, side, endpoint: chosen.choice },
      ...(draft.policy ? { policy: draft.policy } : {}),
    };
  const prepared = usePrepared(request && { ...request, edits });
  const away = chosen !== null && leavesMachine(chosen.endpoint);
  const unchanged = usePrepared(request && away && control ? { ...request, edits: [] } : null);
  const findings = away
    ? findingsOf(prepared.prepared?.findings ?? [], unchanged.prepared?.findings ?? null)
    : [];
  const host = chosen?.endpoint.host ?? null;
  const found = findings.map(({ finding }) => finding);
  return {
    ...{ endpoint, chosen, original, edits, made, checkpoint, policy, rows, control, prepared },
    noExecutors: executors?.length === 0,
    findings,
    /** What ticking "Send them anyway" means now. */
    leave: leaveFor(host, found),
    allowed: isCovered(draft.sendAnyway, host, found),
    /** What would leave this machine is being looked through. */
    checking: away && (prepared.stale || unchanged.stale),
    /** It could not be. */
    unchecked: away && (prepared.error ?? unchanged.error) !== null,
    /** null while they are all right. */
    repeatsMissing:
      Number.isInteger(draft.repeats) && draft.repeats >= 1 && draft.repeats <= 10
        ? null
        : 'Repeats is a whole number from 1 to 10.',
  };
}

export type ForkPlan = ReturnType<typeof useForkPlan>;

function checkpointOf(make: () => Checkpoint): { checkpoint: Checkpoint } | { problem: string } {
  try {
    return { checkpoint: make() };
  } catch (error) {
    if (isAppError(error)) return { problem: error.message };
    throw error;
  }
}
