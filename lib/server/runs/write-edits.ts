import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { forkEvent, knownMessages } from '@/lib/replay/fork/fork-event';
import { checkCalls } from '@/lib/replay/fork/fork-problems';
import { sha256 } from '@/lib/server/sha256';
import { checkpointAt } from '@/lib/server/traces/fork-trace';
import type { ForkEdit } from '@/lib/trace/fork-edit';
import type { Json } from '@/lib/trace/json';
import { type BranchState, pendingId } from './branch-state';
import { BranchWriter, type WrittenEvent } from './branch-writer';

/**
 * Makes edits at the end of a branch, as an event of its own: so it tells its own story. Indexes count the
 * messages of the conversation that the branch goes on from. Throws AppError `bad_request`, as `forkAt`, and
 * where nothing would be left to send.
 */
export async function writeEdits(
  store: Store,
  { trace, lineage, checkpoint: { point } }: BranchState,
  edits: readonly ForkEdit[],
  now: () => Date,
): Promise<WrittenEvent> {
  const outline = readOutline(store, lineage);
  const edited = checkpointAt(store, lineage, outline, point.seq, point.side, edits);
  if (edited.conversation.length === 0) {
    throw new AppError('bad_request', 'These edits leave nothing to send.', {
      hint: 'Keep a message, or add one.',
    });
  }
  const known = knownMessages(edited, sha256);
  const writer = new BranchWriter(store, trace, point.lane, now, known);
  return writer.add({ ...forkEvent(writer, edited, now().getTime()), type: 'edit' });
}

/**
 * The edit that mends the arguments of a call that the branch waits for. Throws AppError `conflict` where it
 * does not wait any more, `bad_request` where there is nothing to mend.
 */
export function repairEdit(
  { checkpoint: { conversation, pending } }: BranchState,
  callId: string,
  input: Json,
): ForkEdit {
  const at = pending.findIndex((call, place) => pendingId(call, place) === callId);
  // The same check in the same order made `pending`.
  const waiting = checkCalls(conversation).pending[at];
  const message = waiting && conversation[waiting.index]?.message;
  if (!waiting || !message) {
    throw new AppError('conflict', 'This call does not wait for an answer any more.', {
      hint: 'It was answered already, or the run has ended.',
    });
  }
  if (!waiting.call.malformed) {
    throw new AppError('bad_request', 'The arguments of this call are JSON: nothing is to mend.', {
      hint: 'Answer it, or change it by an edit.',
    });
  }
  const { malformed: _, ...call } = waiting.call;
  const parts = message.parts.map((part) => (part === waiting.call ? { ...call, input } : part));
  return { type: 'message', index: waiting.index, message: { ...message, parts } };
}
