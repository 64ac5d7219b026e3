import { type Edit, editLength } from '@/lib/trace/conversation';
import type { Fidelity } from '@/lib/trace/event';
import type { Outline, OutlineRow } from '@/lib/trace/outline';

/** `before`: what a model call saw. `after`: with what the event itself added. */
export type Side = 'before' | 'after';

/** A message of a conversation: where its body is, and which event brought it in how. */
export interface ConversationEntry {
  position: number;
  seq: number;
  fidelity: Fidelity;
}

/** The natural side to stand on: before a model call, after anything else. */
export const defaultSide = (row: OutlineRow): Side => (row.saw ? 'before' : 'after');

function editOf(row: OutlineRow, side: Side): { edit: Edit; fidelity: Fidelity } | null {
  if (side === 'before' && row.saw)
    return { edit: row.saw, fidelity: row.sawFidelity ?? 'derived' };
  if (side === 'before' && row.said)
    return {
      edit: { base: row.said.base, keep: row.said.keep, append: [] },
      fidelity: 'derived',
    };
  if (row.said) return { edit: row.said, fidelity: row.saidFidelity ?? 'derived' };
  return row.saw ? { edit: row.saw, fidelity: row.sawFidelity ?? 'derived' } : null;
}

/**
 * The conversation at an event, one fold over light edits: O(edits + messages), no bodies needed.
 * null where the trace knows of no conversation there. Throws RangeError for a seq outside the outline.
 */
export function conversationAt(
  outline: Outline,
  seq: number,
  side: Side,
): ConversationEntry[] | null {
  const row = outline[seq];
  if (!row) throw new RangeError(`No event ${seq}: the trace has ${outline.length}`);
  const start = editOf(row, side);
  if (!start) return null;

  // Filled from the end, as the fold runs: each edit gives the messages beyond what it keeps.
  // No object is made per step: a conversation of 100,000 steps is folded at every move of the reader.
  let { edit, fidelity } = start;
  let by = seq;
  let wanted = editLength(edit);
  const entries = new Array<ConversationEntry>(wanted);
  let filled = 0;
  while (true) {
    let at = edit.keep;
    for (const [from, to] of edit.append)
      for (let position = from; position < to && at < wanted; position += 1, at += 1) {
        entries[at] = { position, seq: by, fidelity };
        filled += 1;
      }
    wanted = Math.min(wanted, edit.keep);
    const { base } = edit;
    if (wanted === 0 || base === null) break;
    const under = outline[base];
    if (!under)
      throw new RangeError(`Event ${by} builds on event ${base}, which is not in the outline`);
    // A `said` that stands on its own event goes on to what that event saw.
    const heard: Edit | null = base === by ? under.saw : (under.said ?? under.saw);
    if (!heard) break;
    fidelity = (heard === under.said ? under.saidFidelity : under.sawFidelity) ?? 'derived';
    edit = heard;
    by = base;
  }
  // An edit that keeps more than there is leaves gaps: filter passes over them.
  return filled === entries.length ? entries : entries.filter(() => true);
}

/** The setup in force at an event: its own, else that of the nearest event its conversation stands on. */
export function setupAt(outline: Outline, seq: number): string | null {
  let at: number | null = seq;
  while (at !== null) {
    const row: OutlineRow | undefined = outline[at];
    if (!row) return null;
    if (row.setup) return row.setup;
    const own: number = at;
    const bases: (number | null | undefined)[] = [row.said?.base, row.saw?.base];
    at = bases.find((base) => base !== own && base !== undefined) ?? null;
  }
  return null;
}
