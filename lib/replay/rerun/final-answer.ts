import type { Outline, OutlineRow } from '@/lib/trace/outline';

const saysSomething = ({ kind, role, said }: OutlineRow): boolean =>
  (said?.append.length ?? 0) > 0 &&
  (kind === 'model-call' || (kind === 'message' && role === 'assistant'));

/** The event of the last reply of a run: what it came to. null where no model says anything. */
export const finalReply = (outline: Outline): OutlineRow | null =>
  outline.findLast(saysSomething) ?? null;
