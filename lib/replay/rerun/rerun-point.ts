import type { Outline } from '@/lib/trace/outline';
import type { Side } from '../conversation-at';

/**
 * Where a task begins: after its first prompt, before the first reply to it. The conversation there is what the first
 * model call saw. null for a trace in which nobody asks and no model replies. O(events).
 */
export function rerunPoint(outline: Outline): { seq: number; side: Side } | null {
  const asked = outline.find(({ role }) => role === 'user');
  const replies = (lane: string | null) =>
    outline.find(
      (row) =>
        row.seq > (asked?.seq ?? -1) &&
        (row.kind === 'model-call' || row.role === 'assistant') &&
        (lane === null || row.lane === lane),
    );
  // A helper that works in another lane may speak first: the task is the prompt's own lane's.
  const reply = (asked && replies(asked.lane)) ?? replies(null);
  if (reply) return { seq: reply.seq, side: 'before' };
  return asked ? { seq: asked.seq, side: 'after' } : null;
}
