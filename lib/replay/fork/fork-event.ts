import type { EventDraft, TraceBuilder } from '@/lib/trace/builder';
import { type Hash, messageKey } from '@/lib/trace/identity';
import type { Setup } from '@/lib/trace/setup';
import type { Checkpoint } from '../fork-at';

/**
 * The first event of a branch, at seq `checkpoint.point.forkSeq + 1`. Its conversation keeps the longest
 * beginning that no edit touched, so an unchanged fork after an event appends nothing; it carries the
 * setup, because the event that recorded it may lie behind the fork.
 *
 * ```ts
 * const builder = new TraceBuilder(sha256, appender.sink, {
 *   ...appender.start,
 *   known: knownMessages(checkpoint, sha256),
 * });
 * builder.add(forkEvent(builder, checkpoint, Date.now()));
 * ```
 */
export function forkEvent(
  builder: Pick<TraceBuilder, 'conversationAt'>,
  { point, edits, conversation, setup }: Checkpoint,
  startedAt: number | null,
): EventDraft {
  const touched = conversation.findIndex(({ from, changed }, at) => changed || from !== at);
  const untouched = touched < 0 ? conversation.length : touched;
  const keep = Math.min(untouched, point.keep);
  return {
    kind: 'edit',
    type: 'fork',
    lane: point.lane,
    records: [],
    startedAt,
    edits: [...edits],
    setup: isEmpty(setup) ? null : setup,
    conversation: builder.conversationAt(point.base, keep),
    says: conversation.slice(keep).map(({ message }) => message),
  };
}

const isEmpty = ({ system, tools, model, parameters }: Setup): boolean =>
  system === null && tools === null && model === null && parameters === null;

/** Finds the checkpoint's recorded messages in the parent's pool: the branch refers to them, it copies none. */
export function knownMessages(
  { original, point }: Checkpoint,
  hash: Hash,
): { position(key: string): number | undefined } {
  // Asked only where something is said anew: hashing a long conversation for nothing would not be free.
  let positions: Map<string, number> | undefined;
  const hashed = (): Map<string, number> => {
    const found = new Map<string, number>();
    original.messages.forEach((message, at) => {
      const position = point.entries[at]?.position;
      if (position !== undefined) found.set(messageKey(hash, message), position);
    });
    return found;
  };
  return {
    position: (key) => {
      positions ??= hashed();
      return positions.get(key);
    },
  };
}
