import type { Store } from '@/lib/db/store';
import type { PendingCheckpointCall } from '@/lib/replay/fork-at';
import type { Answer } from '@/lib/resume/answerer';
import { resultMessage } from '@/lib/resume/result-message';
import type { Json } from '@/lib/trace/json';
import type { BranchState } from './branch-state';
import { BranchWriter, type WrittenEvent } from './branch-writer';
import { stepDraft } from './step-draft';

export interface HandAnswer {
  callId: string;
  output: Json;
  isError: boolean;
  /** The recorded result that it was taken from. */
  fromSeq?: number | undefined;
}

/** Stores a person's answer as the result of a call that the branch waits for. */
export function writeAnswer(
  store: Store,
  state: BranchState,
  pending: PendingCheckpointCall,
  { output, isError, fromSeq }: HandAnswer,
  now: () => Date,
): Promise<WrittenEvent> {
  const provenance = { by: 'hand' as const, ...(fromSeq === undefined ? {} : { seq: fromSeq }) };
  return writeResult(store, state, pending, { output, isError, provenance }, now);
}

/** Stores the result of a call that the branch waits for, whoever gave it. */
export function writeResult(
  store: Store,
  { trace, checkpoint: { point } }: BranchState,
  pending: PendingCheckpointCall,
  answer: Answer,
  now: () => Date,
): Promise<WrittenEvent> {
  const { callId, tool, input, malformed = false } = pending;
  const call = { callId, tool, input, malformed };
  const writer = new BranchWriter(store, trace, point.lane, now);
  const conversation = writer.conversationAt(point.base, point.keep);
  const message = resultMessage(call, answer);
  const startedAt = now().getTime();
  return writer.add(
    stepDraft(
      { type: 'tool-result', call, answer, message, startedAt },
      { conversation, modelCall: null, call: pending.seq },
    ),
  );
}
