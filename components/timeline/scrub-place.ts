import { eventAt, type PlayTimeline, positionOf } from '@/lib/replay/playback/play-timeline';

/** Half of the handle: the strip begins and ends so far from the edges of the range, where its ends are. */
export const inset = 6;

/** Where an event stands on the strip, from 0 to 1: in the middle of its bar by index, at its moment by clock. */
export function placeOf(timeline: PlayTimeline, seq: number): number {
  if (timeline.axis === 'index') return (seq + 0.5) / Math.max(1, timeline.at.length);
  return timeline.span === 0 ? 0.5 : positionOf(timeline, seq) / timeline.span;
}

/** Where a moment of playing stands on the strip; by index within the bars. */
export function placeAt(timeline: PlayTimeline, position: number): number {
  const part = timeline.span === 0 ? 0 : position / timeline.span;
  if (timeline.axis !== 'index') return timeline.span === 0 ? 0.5 : part;
  const { length } = timeline.at;
  return (part * (length - 1) + 0.5) / Math.max(1, length);
}

/** The event nearest to a place on the strip. */
export function seqAtPlace(timeline: PlayTimeline, place: number): number {
  const { at, axis, span } = timeline;
  const part = Math.max(0, Math.min(1, place));
  if (axis === 'index') return Math.max(0, Math.min(at.length - 1, Math.floor(part * at.length)));
  return nearestEvent(timeline, part * span);
}

/** The event nearest to a moment: the one before it or the one after. */
function nearestEvent(timeline: PlayTimeline, position: number): number {
  const before = eventAt(timeline, position);
  const after = before + 1;
  if (after >= timeline.at.length) return before;
  const [down, up] = [
    position - positionOf(timeline, before),
    positionOf(timeline, after) - position,
  ];
  return up < down ? after : before;
}

/** What the range input counts in: events, or milliseconds of playing. */
export const rangeValue = (timeline: PlayTimeline, seq: number): number =>
  timeline.axis === 'index' ? seq : positionOf(timeline, seq);

export const seqOfRange = (timeline: PlayTimeline, value: number): number =>
  timeline.axis === 'index' ? Math.round(value) : nearestEvent(timeline, value);

export const mostOf = ({ axis, at, span }: PlayTimeline): number =>
  axis === 'index' ? Math.max(0, at.length - 1) : span;

/** `left` of something at a place, within the insets. */
export const leftOf = (place: number): string =>
  `calc(${inset}px + (100% - ${2 * inset}px) * ${Math.round(place * 100_000) / 100_000})`;
