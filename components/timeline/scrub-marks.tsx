'use client';

import { useEffect, useRef } from 'react';
import type { IdleCut, PlayTimeline } from '@/lib/replay/playback/play-timeline';
import type { Outline } from '@/lib/trace/outline';
import { cutWords, placeWords } from '@/lib/view/play-words';
import { inset, leftOf, placeAt, placeOf, seqAtPlace } from './scrub-place';
import type { EventWindow } from './use-window';

/** Where one stands. A border, not a surface: it stays where colours are forced. */
export function Playhead({
  timeline,
  seq,
  gliding,
}: {
  timeline: PlayTimeline;
  seq: number;
  gliding: (() => number | null) | null;
}) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!gliding) return;
    let frame = requestAnimationFrame(function draw() {
      const position = gliding();
      if (line.current && position !== null)
        line.current.style.left = leftOf(placeAt(timeline, position));
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [gliding, timeline]);
  return (
    <div
      ref={line}
      aria-hidden
      data-playhead
      className="pointer-events-none absolute inset-y-0 -ml-px border-select border-l-2"
      // While it glides the frames above write it; React's own value is the event that it has come to.
      style={{ left: leftOf(placeOf(timeline, seq)) }}
    />
  );
}

/** The stretch that is marked. */
export function WindowMark({ timeline, window }: { timeline: PlayTimeline; window: EventWindow }) {
  const half = timeline.axis === 'index' ? 0.5 / Math.max(1, timeline.at.length) : 0;
  const last = timeline.at.length - 1;
  const from = placeOf(timeline, Math.min(last, window.from)) - half;
  const to = placeOf(timeline, Math.min(last, window.to)) + half;
  return (
    <div
      aria-hidden
      data-window
      className="pointer-events-none absolute inset-y-0 min-w-0.5 border-select border-x bg-select/15"
      style={{ left: leftOf(from), width: `calc((100% - ${2 * inset}px) * ${to - from})` }}
    />
  );
}

/** Where a long pause was cut out. */
export function CutMark({ timeline, cut }: { timeline: PlayTimeline; cut: IdleCut }) {
  const middle = (timeline.at[cut.seq] ?? 0) - cut.shownMs / 2;
  return (
    <div
      aria-hidden
      data-cut
      className="pointer-events-none absolute bottom-1 -translate-x-1/2 bg-surface-1 text-text-2"
      style={{ left: leftOf(placeAt(timeline, middle)) }}
    >
      {/* Two strokes, as a break is drawn on an axis: the sign itself is in few fonts. */}
      <svg aria-hidden width={9} height={12} className="fill-none stroke-current">
        <path d="M1 11 L4 1 M5 11 L8 1" />
      </svg>
    </div>
  );
}

/** What is under the pointer; the range says the same where it stands. */
export function HoverWords({
  outline,
  timeline,
  start,
  place,
}: {
  outline: Outline;
  timeline: PlayTimeline;
  start: number | null;
  place: number;
}) {
  const row = outline[seqAtPlace(timeline, place)];
  if (!row) return null;
  const position = place * timeline.span;
  const cut =
    timeline.axis === 'clock'
      ? timeline.cuts.find(({ seq, shownMs }) => {
          const due = timeline.at[seq] ?? 0;
          return position < due && position > due - shownMs;
        })
      : undefined;
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute bottom-full z-20 mb-1 max-w-80 -translate-x-1/2 truncate whitespace-nowrap rounded-4 border border-line-strong bg-surface-1 px-2 py-0.5 text-12 text-text-1"
      style={{ left: `clamp(120px, ${leftOf(place)}, calc(100% - 120px))` }}
    >
      {cut ? cutWords(cut) : placeWords(row, timeline, start)}
    </div>
  );
}
