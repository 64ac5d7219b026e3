import type { Outline } from '@/lib/trace/outline';
import { type Clocks, clocksOf } from './clocks';

/** `clock`: the pace of the recording. `index`: one event after the other, each as long. */
export type PlayAxis = 'clock' | 'index';

/** A pause of the recording that is not played as long as it was. */
export interface IdleCut {
  /** The event that ends it. */
  seq: number;
  /** How long it was and how long it is played, in milliseconds at speed 1. */
  gapMs: number;
  shownMs: number;
}

export interface PlayTimeline {
  axis: PlayAxis;
  /** When each event is due, in milliseconds of playing at speed 1: from 0, never falling. */
  at: Float64Array;
  /** When the last event is due. */
  span: number;
  cuts: readonly IdleCut[];
  /** The clocks of the trace; null where it has none, and it plays by index. */
  clocks: Clocks | null;
}

/** How long an event stands where there is no clock. */
export const indexStepMs = 500;
/** A gap longer than this part of the whole is idle. */
const idleShare = 0.05;
/** What an idle gap is played as. */
const shownMs = 1000;
/** A shorter gap is never idle: to cut it would save nothing that a reader feels. */
const leastIdleMs = 2000;

/**
 * When each event of a recording is due. By clock the recorded distances are kept; `skipIdle` plays gaps of more than
 * 5 % of the recording (and of 2 seconds) in one second; a gap longer than all the rest is no part of what is counted. Without clocks it is by index, whatever was wanted. O(events).
 */
export function playTimeline(
  outline: Outline,
  { axis, skipIdle }: { axis: PlayAxis; skipIdle: boolean },
): PlayTimeline {
  const clocks = clocksOf(outline);
  if (axis === 'index' || !clocks) {
    const at = Float64Array.from(outline, (_, seq) => seq * indexStepMs);
    return { axis: 'index', at, span: at.at(-1) ?? 0, cuts: [], clocks };
  }
  const { offsets } = clocks;
  const recorded = offsets.at(-1) ?? 0;
  if (!skipIdle) return { axis, at: offsets, span: recorded, cuts: [], clocks };
  const idle = Math.max(busySpan(offsets) * idleShare, leastIdleMs);
  const cuts: IdleCut[] = [];
  let lost = 0;
  const at = offsets.map((offset, seq) => {
    const gapMs = offset - (offsets[seq - 1] ?? 0);
    if (gapMs > idle) {
      cuts.push({ seq, gapMs, shownMs });
      lost += gapMs - shownMs;
    }
    return offset - lost;
  });
  return { axis, at, span: at.at(-1) ?? 0, cuts, clocks };
}

/**
 * How long a recording is without the gaps that are longer than all the rest: a night in between, or the weeks between a
 * run and a branch of it. With them, no pause would seem long.
 */
function busySpan(offsets: Float64Array): number {
  const gaps = offsets.map((offset, seq) => offset - (offsets[seq - 1] ?? 0)).sort();
  let span = offsets.at(-1) ?? 0;
  for (let at = gaps.length - 1; at >= 0 && (gaps[at] ?? 0) > span / 2; at -= 1)
    span -= gaps[at] ?? 0;
  return span;
}

/** The event that one stands on at a position: the last one that is due; -1 in a trace without events. */
export function eventAt({ at }: PlayTimeline, position: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((at[middle] ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return at.length === 0 ? -1 : Math.max(0, low - 1);
}

/** Where an event stands; the nearest end for a seq that is not there. */
export const positionOf = ({ at }: PlayTimeline, seq: number): number =>
  at[Math.max(0, Math.min(at.length - 1, seq))] ?? 0;
