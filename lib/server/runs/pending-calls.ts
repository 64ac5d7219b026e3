import type { PendingCall } from '@/lib/api/run-contract';
import type { Store } from '@/lib/db/store';
import { nearestCalls } from '@/lib/resume/nearest-calls';
import { branchState, pendingId } from './branch-state';
import { lineageRecording } from './lineage-recording';

/** The calls that a branch waits for, each with recorded results that a person may take. */
export async function pendingCalls(store: Store, traceId: string): Promise<PendingCall[]> {
  const { checkpoint, trace } = await branchState(store, traceId);
  const { all } = lineageRecording(store, traceId);
  return checkpoint.pending.map((call, at) => ({
    callId: pendingId(call, at),
    tool: call.tool,
    input: call.input,
    seq: call.seq ?? trace.eventCount - 1,
    suggestions: nearestCalls(call, all).map(({ seq, input, result }) => ({
      ...{ seq, input },
      output: result.output,
    })),
  }));
}
