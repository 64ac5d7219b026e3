import type { Outline } from '@/lib/trace/outline';

/** The last event of a moment, or why there is none. */
export type AsOf = { seq: number; why: null } | { seq: null; why: string };

/**
 * The last event at or before `time` (ms since the epoch): the run as far as it had got by then. Events stand
 * in trace order whatever their clocks say, so a later event counts only when all before it had begun too
 * (a running maximum); an event without a clock goes with the one before it.
 */
export function seqAsOf(outline: Outline, time: number): AsOf {
  let timed = false;
  let last = -1;
  for (const { seq, startedAt } of outline) {
    if (startedAt !== null) {
      timed = true;
      if (startedAt > time) break;
    }
    last = seq;
  }
  if (!timed) return { seq: null, why: 'This trace records no times: stand on an event instead.' };
  return last < 0 ? { seq: null, why: 'Nothing had happened by then.' } : { seq: last, why: null };
}
