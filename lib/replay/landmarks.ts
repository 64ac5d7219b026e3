import type { Outline } from '@/lib/trace/outline';

/** Where the eye should go first, and what the outline panel lists. */
export interface Landmarks {
  errors: number[];
  userMessages: number[];
  modelCalls: number[];
  /** Tool calls that no result of the trace answers. */
  unanswered: number[];
  edits: number[];
}

/** One pass over the outline. */
export function landmarks(outline: Outline): Landmarks {
  const found: Landmarks = {
    errors: [],
    userMessages: [],
    modelCalls: [],
    unanswered: [],
    edits: [],
  };
  const answered = new Set<number>();
  for (const row of outline) if (row.call !== null) answered.add(row.call);
  for (const row of outline) {
    if (row.error) found.errors.push(row.seq);
    if (row.role === 'user') found.userMessages.push(row.seq);
    if (row.kind === 'model-call') found.modelCalls.push(row.seq);
    if (row.kind === 'edit') found.edits.push(row.seq);
    if (row.kind === 'tool-call' && !answered.has(row.seq)) found.unanswered.push(row.seq);
  }
  return found;
}

/**
 * The event a trace opens at: the first error, else its beginning.
 * A failed tool whose run went on is an error too: the first one is where a reader begins.
 */
export function firstLook(outline: Outline): number | null {
  const error = outline.find((row) => row.error);
  return (error ?? outline[0])?.seq ?? null;
}

/** The next seq of a sorted list after (or before) where one stands; wraps around. null for an empty list. */
export function nextOf(seqs: readonly number[], from: number, step: 1 | -1): number | null {
  if (seqs.length === 0) return null;
  const next = step === 1 ? seqs.find((seq) => seq > from) : seqs.findLast((seq) => seq < from);
  return next ?? seqs.at(step === 1 ? 0 : -1) ?? null;
}
