import { eventAt, type PlayTimeline, positionOf } from './play-timeline';

export const speeds = [0.5, 1, 2, 4, 8, 16, 32] as const;
export type Speed = (typeof speeds)[number];

/** The stretch that is played, both ends in it, and whether it begins anew when it ends. */
export interface PlayRange {
  from: number;
  to: number;
  loop: boolean;
}

/** How long the last event of a loop stands, at speed 1, before it begins anew. */
const restMs = 500;

/** The next event after an event, and in how many milliseconds it is due; null at the end. */
export function nextDue(
  timeline: PlayTimeline,
  position: number,
  speed: number,
): { seq: number; inMs: number } | null {
  const seq = eventAt(timeline, position) + 1;
  const due = timeline.at[seq];
  return due === undefined ? null : { seq, inMs: Math.max(0, (due - position) / speed) };
}

/** Where a reader who stands on an event begins to play: there, or where the stretch begins if that is outside or over. */
export function startOf(timeline: PlayTimeline, seq: number, range: PlayRange): number {
  const { from, to } = within(timeline, range);
  return positionOf(timeline, seq < from || seq >= to ? from : seq);
}

/**
 * Where playing has come `elapsedMs` later. It never leaves the stretch: at its end it stops, or begins anew where it
 * loops. `inMs`: when the next event is due, for a timer; null once it has ended.
 */
export function playOn(
  timeline: PlayTimeline,
  position: number,
  { elapsedMs, speed, range }: { elapsedMs: number; speed: number; range: PlayRange },
): { position: number; seq: number; inMs: number | null } {
  const { from, to } = within(timeline, range);
  const [start, end] = [positionOf(timeline, from), positionOf(timeline, to)];
  const round = end - start + restMs;
  let now = Math.max(start, position) + Math.max(0, elapsedMs) * speed;
  if (range.loop && now >= end + restMs) now = start + ((now - start) % round);
  const seq = Math.min(to, Math.max(from, eventAt(timeline, now)));
  if (now < end) {
    const next = nextDue(timeline, now, speed);
    return { position: now, seq, inMs: next?.inMs ?? null };
  }
  if (!range.loop) return { position: end, seq: to, inMs: null };
  return { position: now, seq: to, inMs: (end + restMs - now) / speed };
}

function within({ at }: PlayTimeline, { from, to }: PlayRange): { from: number; to: number } {
  const last = Math.max(0, at.length - 1);
  const start = Math.max(0, Math.min(last, from));
  return { from: start, to: Math.max(start, Math.min(last, to)) };
}
