'use client';

import { TriangleAlert } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useDeferredValue, useMemo, useState } from 'react';
import { useShortcuts } from '@/components/ui/shortcuts';
import { bucketsWith, densityOf } from '@/lib/replay/playback/density';
import type { Speed } from '@/lib/replay/playback/play-on';
import { playTimeline } from '@/lib/replay/playback/play-timeline';
import type { Outline } from '@/lib/trace/outline';
import { exactNumber } from '@/lib/view/format-number';
import { clockTrouble, playedOffset } from '@/lib/view/play-words';
import { DensityTable } from './density-table';
import { PlayButtons } from './play-buttons';
import { PlayOptions } from './play-options';
import { ScrubStrip } from './scrub-strip';
import { usePlay } from './use-play';
import { useReducedMotion } from './use-reduced-motion';
import { useSteadyMove } from './use-steady-move';
import { type EventWindow, useWindow } from './use-window';

/** Columns of the strip: by event fewer where there are fewer events, by clock wide enough to be seen. */
const columns = { index: 400, clock: 240 };
const noForks: readonly number[] = [];

interface ScrubberProps {
  outline: Outline;
  selected: number | null;
  /** Start of the trace, for times. */
  start: number | null;
  /** Events that were found. */
  matches: readonly number[];
  /** Events where branches of this trace begin. */
  forks?: readonly number[] | undefined;
  /** `begins`: the first of a row of moves, which stays in the history. */
  onMove: (seq: number, begins: boolean) => void;
  /** Beneath each other, where there is little room. */
  narrow?: boolean;
}

/** The recording as a strip that one can move on and play. It never begins to play by itself. */
export function Scrubber({ narrow = false, forks = noForks, ...props }: ScrubberProps) {
  const { selected, start, matches, onMove } = props;
  // A trace that grows, or that is still coming in, must not hold up what is typed or pressed.
  const outline = useDeferredValue(props.outline);
  const [wanted, setWanted] = useQueryState('by', parseAsStringLiteral(['clock', 'event']));
  const [skipIdle, setSkipIdle] = useState(true);
  const [speed, setSpeed] = useState<Speed>(1);
  const [loop, setLoop] = useState(false);
  const { window, setWindow } = useWindow();

  const axis = wanted === 'event' ? 'index' : 'clock';
  const timeline = useMemo(
    () => playTimeline(outline, { axis, skipIdle }),
    [outline, axis, skipIdle],
  );
  const count =
    timeline.axis === 'index'
      ? Math.max(1, Math.min(columns.index, outline.length))
      : columns.clock;
  const buckets = useMemo(
    () => densityOf(outline, timeline, count, forks),
    [outline, timeline, count, forks],
  );
  const matched = useMemo(() => bucketsWith(matches, timeline, count), [matches, timeline, count]);
  const last = timeline.at.length - 1;
  const range = { from: window?.from ?? 0, to: window?.to ?? last, loop: loop && window !== null };
  const { playing, toggle, position } = usePlay({ timeline, range, speed, selected, onMove });
  const still = useReducedMotion();

  const { ahead, move } = useSteadyMove(onMove);
  const here = ahead ?? selected ?? 0;
  const go = (seq: number): void => {
    if (seq >= 0 && seq <= last && seq !== here) move(seq, false);
  };
  const step = (by: 1 | -1) => go(here + by);
  const mark = (end: keyof EventWindow): void => {
    const whole: EventWindow = window ?? { from: 0, to: last };
    const next: EventWindow = { ...whole, [end]: here };
    setWindow(next.from <= next.to ? next : { from: here, to: here });
  };
  useShortcuts(
    {
      Space: { label: 'Play or pause', run: toggle },
      ',': { label: 'Step back', run: () => step(-1) },
      '.': { label: 'Step on', run: () => step(1) },
      '<': { label: 'A stretch begins here', run: () => mark('from') },
      '>': { label: 'A stretch ends here', run: () => mark('to') },
    },
    { group: 'Play' },
  );
  useShortcuts(
    { Escape: { label: 'Forget the stretch', run: () => setWindow(null) } },
    { group: 'Play', enabled: window !== null },
  );

  const trouble = clockTrouble(timeline);
  return (
    <section
      aria-label="Scrubber"
      className={`relative shrink-0 border-line border-t bg-surface-1 px-3 ${
        narrow ? 'flex flex-col gap-1 py-1' : 'flex h-14 items-center gap-3'
      }`}
    >
      <h2 className="sr-only">Scrubber</h2>
      {!narrow && (
        <PlayButtons {...{ playing, toggle, speed, last, step, go, here }} onSpeed={setSpeed} />
      )}
      <div className={narrow ? 'min-w-0' : 'min-w-0 flex-1'}>
        <ScrubStrip
          {...{ outline, timeline, buckets, matched, start, window }}
          seq={here}
          onMove={move}
          onWindow={setWindow}
          onSpace={toggle}
          gliding={playing && !still ? position : null}
        />
      </div>
      <DensityTable buckets={buckets} matched={matched} />
      <div className="flex shrink-0 items-center gap-2">
        {narrow && (
          <PlayButtons {...{ playing, toggle, speed, last, step, go, here }} onSpeed={setSpeed} />
        )}
        {timeline.clocks && trouble && (
          <TriangleAlert
            size={14}
            strokeWidth={1.5}
            className="ml-auto shrink-0 text-warn"
            role="img"
            aria-label={trouble}
          >
            <title>{trouble}</title>
          </TriangleAlert>
        )}
        <p className="ml-auto whitespace-nowrap text-right font-mono text-11 text-text-2 leading-4 tabular-nums">
          <span className="block text-text-1" data-place>
            #{exactNumber(here)} / {exactNumber(timeline.at.length)}
          </span>
          <span className="block text-text-3">
            {timeline.clocks ? playedOffset(timeline, here, start) : 'no clock: by event'}
          </span>
        </p>
        <PlayOptions
          {...{ narrow, timeline, skipIdle, loop, window, mark }}
          onAxis={(next) => void setWanted(next === 'index' ? 'event' : null)}
          onSkipIdle={setSkipIdle}
          onLoop={setLoop}
          onForget={() => setWindow(null)}
        />
      </div>
    </section>
  );
}
