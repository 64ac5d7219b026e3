import type { Outline, OutlineRow } from '@/lib/trace/outline';
import { type ConversationEntry, conversationAt, type Side, setupAt } from '../conversation-at';

/** Where a branch begins, in light rows alone: what to load before the checkpoint can be made. */
export interface ForkPoint {
  seq: number;
  side: Side;
  /** Last event that the branch borrows; -1 where it borrows none. */
  forkSeq: number;
  lane: string;
  /** The conversation that the branch goes on from, before any edit. */
  entries: ConversationEntry[];
  /** The first `keep` messages of the conversation after event `base` are its first ones; `base` is borrowed. */
  base: number | null;
  keep: number;
  /** Hash of the setup in force; null where the trace records none for this lane. */
  setup: string | null;
}

/**
 * `after` an event borrows it. `before` an event borrows what came earlier; before a model call the
 * conversation is the one that it saw. Where an event has no conversation of its own (a span, a log line),
 * the nearest earlier one counts, in the same lane if there is one.
 * Throws RangeError for a seq outside the outline.
 */
export function forkPoint(outline: Outline, seq: number, side: Side): ForkPoint {
  const row = outline[seq];
  if (!row) throw new RangeError(`No event ${seq}: the trace has ${outline.length}`);
  const { lane } = row;
  if (side === 'before') {
    const edit = row.saw ?? row.said;
    if (edit) {
      const entries = conversationAt(outline, seq, 'before') ?? [];
      const { base, keep } = edit;
      const setup = row.setup ?? setupNear(outline, base, seq, lane);
      return { seq, side, forkSeq: seq - 1, lane, entries, base, keep, setup };
    }
  }
  const forkSeq = side === 'after' ? seq : seq - 1;
  const stand = standsOn(outline, forkSeq, lane);
  const entries = (stand !== null && conversationAt(outline, stand, 'after')) || [];
  const setup = setupNear(outline, stand, forkSeq, lane);
  return { seq, side, forkSeq, lane, entries, base: stand, keep: entries.length, setup };
}

const hasConversation = (row: OutlineRow): boolean => row.saw !== null || row.said !== null;

function standsOn(outline: Outline, upTo: number, lane: string): number | null {
  let elsewhere: number | null = null;
  for (let at = upTo; at >= 0; at -= 1) {
    const row = outline[at];
    if (!row || !hasConversation(row)) continue;
    if (row.lane === lane) return at;
    elsewhere ??= at;
  }
  return elsewhere;
}

/** Else the setup of the lane's next model call (it would have been sent there), else of its last one. */
function setupNear(
  outline: Outline,
  stand: number | null,
  from: number,
  lane: string,
): string | null {
  const own = stand === null ? null : setupAt(outline, stand);
  if (own) return own;
  const fits = (row: OutlineRow) => row.lane === lane && row.setup !== null;
  const next = outline.slice(Math.max(0, from)).find(fits);
  return (next ?? outline.slice(0, Math.max(0, from)).findLast(fits))?.setup ?? null;
}
