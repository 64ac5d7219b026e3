import type { IdleCut, PlayTimeline } from '@/lib/replay/playback/play-timeline';
import type { OutlineRow } from '@/lib/trace/outline';
import { kindWord, rowName } from './event-words';
import { counted, dash, duration, exactNumber } from './format-number';
import { offset } from './format-time';

/** Time since the start of the trace at an event, as it is played; a dash where there are no clocks. */
export function playedOffset({ clocks }: PlayTimeline, seq: number, start: number | null): string {
  const at = clocks?.offsets[seq];
  if (!clocks || at === undefined) return dash;
  return offset(clocks.first + at, start ?? clocks.first);
}

/** `event 812 of 1,284, tool call web_search, +9m41s`: what the scrubber says of its place. */
export function placeWords(row: OutlineRow, timeline: PlayTimeline, start: number | null): string {
  const place = `event ${row.seq} of ${exactNumber(timeline.at.length)}`;
  const what = `${kindWord[row.kind]} ${rowName(row)}${row.error ? ', error' : ''}`;
  return [place, what, ...(timeline.clocks ? [playedOffset(timeline, row.seq, start)] : [])].join(
    ', ',
  );
}

export const cutWords = ({ gapMs, shownMs }: IdleCut): string =>
  `${duration(gapMs)} without events, played in ${duration(shownMs)}`;

/** What a reader should know of the clocks that a recording is played by; null where they are whole. */
export function clockTrouble({ clocks, at }: PlayTimeline): string | null {
  if (!clocks) return at.length === 0 ? null : 'This trace has no clock: it plays by event.';
  const { borrowed, backwards } = clocks;
  const words = [
    ...(borrowed > 0 ? [`${counted(borrowed, 'event')} without a clock`] : []),
    ...(backwards > 0 ? [`${counted(backwards, 'event')} with an earlier clock`] : []),
  ];
  return words.length === 0
    ? null
    : `${words.join(' and ')}: played together with the event before.`;
}
