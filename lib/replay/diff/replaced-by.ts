import type { Outline } from '@/lib/trace/outline';
import { conversationAt } from '../conversation-at';

/** Pool positions: what stood in the conversation before an edit, and what the edit put there. */
export interface Replacement {
  before: number[];
  after: number[];
}

/**
 * What the edit event `seq` of a branch changed in the conversation that it took over. `other` is a run that
 * shares all rows before the edit, so that equal pool positions are equal messages; without one the branch
 * itself is asked.
 */
export function replacedBy(other: Outline, branch: Outline, seq: number): Replacement {
  const said = branch[seq]?.said;
  if (!said) return { before: [], after: [] };
  const base = said.base;
  const original =
    // Forked before a model call: what that call saw. It stands at the same seq in the other run.
    (other[seq]?.saw && conversationAt(other, seq, 'before')) ||
    (base !== null && other[base] ? conversationAt(other, base, 'after') : null) ||
    [];
  const was = original.map(({ position }) => position);
  const now = (conversationAt(branch, seq, 'after') ?? []).map(({ position }) => position);
  let head = 0;
  while (head < was.length && head < now.length && was[head] === now[head]) head += 1;
  let tail = 0;
  while (
    tail < was.length - head &&
    tail < now.length - head &&
    was[was.length - 1 - tail] === now[now.length - 1 - tail]
  )
    tail += 1;
  return { before: was.slice(head, was.length - tail), after: now.slice(head, now.length - tail) };
}
