import type { Lineage } from '@/lib/db/lineage';
import { readEvent } from '@/lib/db/read-event';
import { readOutline } from '@/lib/db/read-outline';
import { readBlob } from '@/lib/db/read-parts';
import type { Store } from '@/lib/db/store';
import type { StoredTrace } from '@/lib/db/trace-row';
import { AppError } from '@/lib/errors';
import type { Checkpoint, PendingCheckpointCall } from '@/lib/replay/fork-at';
import type { MediaBytes } from '@/lib/resume/media-content';
import { findLineage, findTrace } from '@/lib/server/traces/find-trace';
import { checkpointAt } from '@/lib/server/traces/fork-trace';
import type { ForkEdit } from '@/lib/trace/fork-edit';

/** A branch as it stands: what a resume goes on from. */
export interface BranchState {
  trace: StoredTrace;
  lineage: Lineage;
  checkpoint: Checkpoint;
  /** What was edited at its fork and where it went on. */
  edits: readonly ForkEdit[];
  bytes: MediaBytes;
}

/**
 * Reads where a branch stands. A reply that was cancelled or cut is passed over: the call is made anew.
 * Throws AppError `not_found`, and `bad_request` for a trace that nobody forked: recordings never change.
 */
export async function branchState(store: Store, traceId: string): Promise<BranchState> {
  const trace = await findTrace(store, traceId);
  if (trace.fork === null || trace.forkSeq === null) {
    throw new AppError(
      'bad_request',
      'A recorded trace is never changed, so it cannot be resumed.',
      {
        hint: 'Fork it at an event, then resume the branch.',
      },
    );
  }
  const lineage = findLineage(store, traceId);
  const outline = readOutline(store, lineage);
  const last = outline.at(-1);
  if (!last) throw new AppError('bad_request', 'This branch has no event to go on from.');
  const side = last.kind === 'model-call' && last.unfinished ? 'before' : 'after';
  const checkpoint = checkpointAt(store, lineage, outline, last.seq, side, []);
  const made = outline.slice(trace.forkSeq + 1).filter(({ kind }) => kind === 'edit');
  return {
    trace,
    lineage,
    checkpoint,
    edits: made.flatMap(({ seq }) => {
      const event = readEvent(store.raw, lineage, seq);
      return event?.kind === 'edit' ? event.edits : [];
    }),
    bytes: (sha256) => readBlob(store.raw, lineage, sha256)?.bytes,
  };
}

/** How the outside names a pending call: by its id, else by its event. */
export const pendingId = ({ callId, seq }: PendingCheckpointCall, at: number): string =>
  callId ?? (seq === null ? `call-${at}` : `event-${seq}`);
