import type { PendingCall } from '@/lib/api/run-contract';
import type { Store } from '@/lib/db/store';
import type { PendingCheckpointCall } from '@/lib/replay/fork-at';
import { nearestCalls } from '@/lib/resume/nearest-calls';
import { repairedArguments } from '@/lib/resume/repair-arguments';
import { usableExecutors } from '@/lib/server/executors/open-executor';
import { sendsOf } from '@/lib/server/executors/tool-sends';
import { firstPolicy } from '@/lib/trace/tool-policy';
import { branchState, pendingId } from './branch-state';
import { lineageRecording } from './lineage-recording';
import { liveSide } from './pending-live';

/**
 * The calls that a branch waits for, each with all that a person needs to answer it: why it waits, what a live
 * call would send, recorded results that they may take. Throws AppError as `branchState`.
 */
export async function pendingCalls(store: Store, traceId: string): Promise<PendingCall[]> {
  const { checkpoint, trace } = await branchState(store, traceId);
  if (checkpoint.pending.length === 0) return [];
  const { all } = lineageRecording(store, traceId);
  const executors = await usableExecutors(store);
  const sends = await sendsOf(store, traceId);
  const policy = trace.policy ?? firstPolicy;
  const schemaOf = (tool: string) =>
    checkpoint.setup.tools?.find(({ name }) => name === tool)?.schema ?? null;
  return Promise.all(
    checkpoint.pending.map(async (call, at) => ({
      callId: pendingId(call, at),
      tool: call.tool,
      input: call.input,
      seq: call.seq ?? trace.eventCount - 1,
      schema: schemaOf(call.tool),
      ...(await liveSide(store, { traceId, call, policy, executors, sends })),
      repaired: repairedOf(call),
      suggestions: nearestCalls(call, all).map(({ seq, input, result }) => ({
        ...{ seq, input },
        output: result.output,
      })),
    })),
  );
}

const repairedOf = ({ malformed, input }: PendingCheckpointCall): PendingCall['repaired'] =>
  malformed && typeof input === 'string' ? repairedArguments(input) : null;
