import type { Store } from '@/lib/db/store';
import { answerByPolicy } from '@/lib/resume/answer-by-policy';
import type { Answerer, OpenCall } from '@/lib/resume/answerer';
import type { Recording } from '@/lib/resume/recording';
import { answerLive, type LiveActivity } from '@/lib/server/executors/answer-live';
import { readPolicy } from '@/lib/server/traces/branch-policy';

export interface ChainOptions {
  store: Store;
  /** The branch. */
  traceId: string;
  runId: string;
  lane: string;
  /** See `lineageRecording`. */
  recording: Recording;
  /** The stored event of a call; null while there is none: then it is never run live. */
  seqOf(call: OpenCall): number | null;
  now(): Date;
  /** Told when a live call of the run begins, and with null when it is over. */
  onLive?(live: LiveActivity | null): void;
}

/**
 * Who answers the calls of a branch, by its policy as it is at the moment of each call: recording, recording
 * with paths left out, then a fixed value, a live executor (only with leave), or a denial. What none of them
 * answers waits for a person; why, and what went wrong, is told by `pendingCalls`.
 */
export function answererChain({
  store,
  traceId,
  runId,
  lane,
  recording,
  seqOf,
  now,
  onLive,
}: ChainOptions): Answerer[] {
  return [
    answerByPolicy({
      policy: () => readPolicy(store, traceId),
      recording,
      lane,
      live: async (call, executorId, policy, signal) => {
        const seq = seqOf(call);
        if (seq === null || call.malformed) return null;
        return answerLive(store, {
          ...{ traceId, runId, seq, call, executorId, policy, signal, now },
          ...(onLive ? { onLive } : {}),
        });
      },
    }),
  ];
}
