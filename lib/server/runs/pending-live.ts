import type { Approval, PendingCall } from '@/lib/api/run-contract';
import type { Store } from '@/lib/db/store';
import type { PendingCheckpointCall } from '@/lib/replay/fork-at';
import { leaveOf } from '@/lib/server/executors/answer-live';
import { exactRequest } from '@/lib/server/executors/exact-request';
import { isLive } from '@/lib/server/executors/live-calls';
import type { OpenExecutor } from '@/lib/server/executors/open-executor';
import { idempotencyKeyOf, openSend, type sendsOf } from '@/lib/server/executors/tool-sends';
import { ruleOf, type ToolPolicy } from '@/lib/trace/tool-policy';

type LiveSide = Pick<PendingCall, 'state' | 'approval' | 'trouble' | 'executors'>;

interface Waiting {
  traceId: string;
  call: PendingCheckpointCall;
  policy: ToolPolicy;
  executors: readonly OpenExecutor[];
  sends: Awaited<ReturnType<typeof sendsOf>>;
}

const mayHaveActed = 'The server stopped before its answer came: it may have acted.';

/** What a waiting call has to do with the world: who could run it for real, and what became of earlier tries. */
export async function liveSide(store: Store, waiting: Waiting): Promise<LiveSide> {
  const { traceId, call, policy, executors, sends } = waiting;
  const { tool, seq, malformed } = call;
  const none = { approval: null, trouble: null, executors: [] };
  if (malformed) return { ...none, state: 'malformed' };
  const can = executors.filter(({ shown }) =>
    shown.tools.some(({ name, allowed }) => name === tool && allowed),
  );
  const named = can.map(({ shown: { id, name } }) => ({ id, name }));
  if (seq === null) return { ...none, state: 'needs-you', executors: named };
  const where = { traceId, seq };
  if (isLive(store, where)) return { ...none, state: 'running', executors: named };

  const { otherwise } = ruleOf(policy, tool);
  const wanted = otherwise.by === 'executor' ? otherwise.executorId : null;
  const last = sends.get(seq)?.at(-1) ?? null;
  const open = await openSend(store, where);
  // Answered, but the server stopped before it was written down.
  const unknown = open !== null || last?.state === 'answered';
  const chosen = can.find(({ shown }) => shown.id === wanted) ?? can[0] ?? null;
  const refused = wanted === null ? null : refusal(waiting, wanted);
  return {
    state: unknown ? 'unknown' : wanted !== null && !refused ? 'approval' : 'needs-you',
    approval: chosen && approvalOf(waiting, seq, chosen, last !== null || unknown),
    trouble: (unknown ? (open?.trouble ?? mayHaveActed) : last?.trouble) ?? refused,
    executors: named,
  };
}

/** Why the executor that the rule names is not asked; null where it can be. */
function refusal({ policy, executors, call: { tool } }: Waiting, id: string): string | null {
  const executor = executors.find(({ shown }) => shown.id === id) ?? null;
  const { leave, reason } = leaveOf(executor, policy, id, tool);
  return leave === 'refused' ? `Not run live. ${reason}` : null;
}

function approvalOf(
  { traceId, call, policy }: Waiting,
  seq: number,
  executor: OpenExecutor,
  again: boolean,
): Approval {
  const { id, name, kind, host } = executor.shown;
  const { tool, input, callId } = call;
  const idempotencyKey = idempotencyKeyOf({ traceId, seq }, id);
  return {
    ...{ executorId: id, executor: name, kind, host },
    request: exactRequest(executor, { tool, input, callId, idempotencyKey }),
    reason: again
      ? 'It was sent before: it is sent again on your word only.'
      : leaveOf(executor, policy, id, tool).reason,
  };
}
