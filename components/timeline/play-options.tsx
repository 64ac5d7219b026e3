'use client';

import {
  ArrowLeftToLine,
  ArrowRightToLine,
  Clock,
  FoldHorizontal,
  Repeat,
  SlidersHorizontal,
  X,
} from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuChoice, MenuItem, MenuLine } from '@/components/ui/menu';
import type { PlayAxis, PlayTimeline } from '@/lib/replay/playback/play-timeline';
import type { EventWindow } from './use-window';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

interface PlayOptionsProps {
  /** As one menu instead of buttons. */
  narrow: boolean;
  timeline: PlayTimeline;
  onAxis: (axis: PlayAxis) => void;
  skipIdle: boolean;
  onSkipIdle: (skip: boolean) => void;
  loop: boolean;
  onLoop: (loop: boolean) => void;
  window: EventWindow | null;
  mark: (end: keyof EventWindow) => void;
  onForget: () => void;
}

const noClock = 'This trace has no clock: it plays by event';

/** How it is played, and which stretch of it. */
export function PlayOptions(props: PlayOptionsProps) {
  const { narrow, timeline, skipIdle, loop, window, mark } = props;
  const byClock = timeline.axis === 'clock';
  if (narrow)
    return (
      <Menu trigger={<IconButton label="How to play" glyph={<SlidersHorizontal {...glyph} />} />}>
        {timeline.clocks ? (
          <MenuChoice
            label="Pace"
            value={timeline.axis}
            onChange={props.onAxis}
            options={[
              { value: 'clock', label: 'By clock' },
              { value: 'index', label: 'By event' },
            ]}
          />
        ) : (
          <p className="px-2 py-1 text-12 text-text-3">{noClock}</p>
        )}
        {byClock && (
          <MenuChoice
            label="Long pauses"
            value={skipIdle ? 'cut' : 'kept'}
            onChange={(value) => props.onSkipIdle(value === 'cut')}
            options={[
              { value: 'cut', label: 'Cut' },
              { value: 'kept', label: 'As long as they were' },
            ]}
          />
        )}
        <MenuLine />
        <MenuItem glyph={<ArrowLeftToLine {...glyph} />} onSelect={() => mark('from')}>
          A stretch begins here
        </MenuItem>
        <MenuItem glyph={<ArrowRightToLine {...glyph} />} onSelect={() => mark('to')}>
          A stretch ends here
        </MenuItem>
        {window && (
          <>
            <MenuItem glyph={<Repeat {...glyph} />} onSelect={() => props.onLoop(!loop)}>
              {loop ? 'Play the stretch once' : 'Loop the stretch'}
            </MenuItem>
            <MenuItem glyph={<X {...glyph} />} onSelect={props.onForget}>
              Forget the stretch
            </MenuItem>
          </>
        )}
      </Menu>
    );
  return (
    <div className="flex items-center border-line border-l pl-2">
      <Toggle
        label={timeline.clocks ? 'By clock, at the pace of the recording' : noClock}
        pressed={byClock}
        able={timeline.clocks !== null}
        glyph={<Clock {...glyph} />}
        onPress={() => props.onAxis(byClock ? 'index' : 'clock')}
      />
      <Toggle
        label={byClock ? 'Cut long pauses' : 'Cut long pauses: by event there are none'}
        pressed={byClock && skipIdle}
        able={byClock}
        glyph={<FoldHorizontal {...glyph} />}
        onPress={() => props.onSkipIdle(!skipIdle)}
      />
      <IconButton
        label="A stretch begins here"
        keys="<"
        glyph={<ArrowLeftToLine {...glyph} />}
        onClick={() => mark('from')}
      />
      <IconButton
        label="A stretch ends here"
        keys=">"
        glyph={<ArrowRightToLine {...glyph} />}
        onClick={() => mark('to')}
      />
      <Toggle
        label={window ? 'Loop the stretch' : 'Loop: mark a stretch first'}
        pressed={loop && window !== null}
        able={window !== null}
        glyph={<Repeat {...glyph} />}
        onPress={() => props.onLoop(!loop)}
      />
      {window && (
        <IconButton
          label="Forget the stretch"
          keys="Escape"
          glyph={<X {...glyph} />}
          onClick={props.onForget}
        />
      )}
    </div>
  );
}

/** A button that stays pressed and, where it cannot be, says why. */
function Toggle({
  label,
  pressed,
  able,
  glyph: shown,
  onPress,
}: {
  label: string;
  pressed: boolean;
  able: boolean;
  glyph: React.ReactNode;
  onPress: () => void;
}) {
  return (
    <IconButton
      label={label}
      glyph={shown}
      pressed={pressed}
      aria-disabled={!able}
      className="aria-disabled:text-text-3"
      onClick={() => able && onPress()}
    />
  );
}
