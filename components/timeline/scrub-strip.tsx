'use client';

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { DensityBucket } from '@/lib/replay/playback/density';
import type { PlayTimeline } from '@/lib/replay/playback/play-timeline';
import type { Outline } from '@/lib/trace/outline';
import { placeWords } from '@/lib/view/play-words';
import { DensityStrip } from './density-strip';
import { CutMark, HoverWords, Playhead, WindowMark } from './scrub-marks';
import { inset, mostOf, rangeValue, seqAtPlace, seqOfRange } from './scrub-place';
import type { EventWindow } from './use-window';

interface ScrubStripProps {
  outline: Outline;
  timeline: PlayTimeline;
  buckets: readonly DensityBucket[];
  matched: readonly number[];
  /** The event one stands on. */
  seq: number;
  /** Start of the trace, for times. */
  start: number | null;
  window: EventWindow | null;
  onWindow: (window: EventWindow | null) => void;
  /** `begins`: the first of one drag. */
  onMove: (seq: number, begins: boolean) => void;
  onSpace: () => void;
  /** Where playing is between two events; null where nothing plays or nothing may glide. */
  gliding: (() => number | null) | null;
}

/** A range over the density of the recording. Dragging with Shift marks a stretch instead of moving. */
export function ScrubStrip(props: ScrubStripProps) {
  const { outline, timeline, seq, start, window, onMove } = props;
  const range = useRef<HTMLInputElement>(null);
  const dragging = useRef(false);
  const [marking, setMarking] = useState<EventWindow | null>(null);
  const [hover, setHover] = useState<number | null>(null);
  const last = timeline.at.length - 1;
  const row = outline[seq];
  const shown = marking ? ordered(marking) : window;

  const placeOfPointer = (event: PointerEvent): number => {
    const box = range.current?.getBoundingClientRect();
    if (!box) return 0;
    return (event.clientX - box.left - inset) / Math.max(1, box.width - 2 * inset);
  };
  const onPointerDown = (event: PointerEvent<HTMLInputElement>): void => {
    dragging.current = false;
    if (!event.shiftKey || event.button !== 0) return;
    // The range would take the pointer for a move of its handle.
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.focus();
    const at = seqAtPlace(timeline, placeOfPointer(event));
    setMarking({ from: at, to: at });
  };
  const onPointerMove = (event: PointerEvent): void => {
    const place = placeOfPointer(event);
    setHover(event.pointerType === 'touch' ? null : place);
    setMarking((old) => old && { ...old, to: seqAtPlace(timeline, place) });
  };
  const onPointerUp = (): void => {
    dragging.current = false;
    if (!marking) return;
    setMarking(null);
    // A click with Shift marks nothing: it takes the mark away.
    props.onWindow(marking.from === marking.to ? null : ordered(marking));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ') {
      event.preventDefault();
      props.onSpace();
      return;
    }
    const to = keyTarget(event.key, seq, last);
    if (to === null) return;
    event.preventDefault();
    onMove(Math.max(0, Math.min(last, to)), false);
  };

  return (
    <div className="relative h-10 min-w-0 has-focus-visible:rounded-4 has-focus-visible:outline-2 has-focus-visible:outline-select">
      <div className="absolute inset-y-0" style={{ left: inset, right: inset }}>
        <DensityStrip buckets={props.buckets} matched={props.matched} />
      </div>
      {shown && <WindowMark timeline={timeline} window={shown} />}
      {timeline.cuts.map((cut) => (
        <CutMark key={cut.seq} timeline={timeline} cut={cut} />
      ))}
      <Playhead timeline={timeline} seq={seq} gliding={props.gliding} />
      {hover !== null && (
        <HoverWords {...{ outline, timeline, start }} place={Math.max(0, Math.min(1, hover))} />
      )}
      <input
        ref={range}
        id="scrubber"
        type="range"
        aria-label="Position in the recording"
        aria-valuetext={row ? placeWords(row, timeline, start) : undefined}
        disabled={last < 0}
        min={0}
        max={mostOf(timeline)}
        step={timeline.axis === 'index' ? 1 : 'any'}
        value={rangeValue(timeline, seq)}
        onChange={(event) => {
          onMove(seqOfRange(timeline, event.target.valueAsNumber), !dragging.current);
          dragging.current = true;
        }}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setMarking(null)}
        onPointerLeave={() => setHover(null)}
        onKeyDown={onKeyDown}
        className="absolute inset-0 m-0 size-full cursor-pointer touch-pan-y appearance-none bg-transparent opacity-0 [&::-moz-range-thumb]:w-3 [&::-webkit-slider-thumb]:h-10 [&::-webkit-slider-thumb]:w-3 [&::-webkit-slider-thumb]:appearance-none"
      />
    </div>
  );
}

/** Where a key leads: the arrows go event by event, whatever is between them by clock. */
function keyTarget(key: string, seq: number, last: number): number | null {
  const page = Math.max(1, Math.round(last / 20));
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return seq + 1;
    case 'ArrowLeft':
    case 'ArrowDown':
      return seq - 1;
    case 'PageUp':
      return seq + page;
    case 'PageDown':
      return seq - page;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

const ordered = ({ from, to }: EventWindow): EventWindow => ({
  from: Math.min(from, to),
  to: Math.max(from, to),
});
