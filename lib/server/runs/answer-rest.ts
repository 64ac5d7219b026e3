import type { Store } from '@/lib/db/store';
import type { Taken } from '@/lib/resume/recording';
import { isLive } from '@/lib/server/executors/live-calls';
import { branchState } from './branch-state';
import type { WrittenEvent } from './branch-writer';
import { writeResult } from './hand-answer';
import { lineageRecording } from './lineage-recording';

/**
 * Answers each call that a branch waits for, in their order, with the next recorded result of the same tool
 * that nothing has used yet, whatever its arguments were: on a person's word, so by hand. Calls without one,
 * malformed ones and such that are being run for real keep waiting.
 */
export async function answerRest(
  store: Store,
  traceId: string,
  now: () => Date,
): Promise<WrittenEvent[]> {
  const { recording, byHand } = lineageRecording(store, traceId);
  const used = new Set(byHand);
  const next = (tool: string): Taken | null => {
    for (const left of recording.left(tool)) {
      const name = `${left.up}:${left.call.seq}`;
      if (used.has(name)) continue;
      used.add(name);
      return left;
    }
    return null;
  };
  const written: WrittenEvent[] = [];
  const first = await branchState(store, traceId);
  for (const { seq, tool, malformed } of first.checkpoint.pending) {
    if (malformed || seq === null || isLive(store, { traceId, seq })) continue;
    const found = next(tool);
    if (!found) continue;
    const { result } = found.call;
    // Each result stands after the one before it.
    const state = await branchState(store, traceId);
    const call = state.checkpoint.pending.find((one) => one.seq === seq);
    if (!call) continue;
    const answer = {
      output: result.output,
      isError: result.isError === true,
      provenance: {
        by: 'hand' as const,
        seq: found.call.seq,
        ...(found.up > 1 ? { up: found.up } : {}),
      },
      recorded: result,
    };
    written.push(await writeResult(store, state, call, answer, now));
  }
  return written;
}
