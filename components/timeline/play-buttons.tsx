'use client';

import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { type Speed, speeds } from '@/lib/replay/playback/play-on';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

const speedWord = (speed: Speed): string => (speed === 0.5 ? '½×' : `${speed}×`);

interface PlayButtonsProps {
  playing: boolean;
  toggle: () => void;
  speed: Speed;
  onSpeed: (speed: Speed) => void;
  here: number;
  last: number;
  step: (by: 1 | -1) => void;
  go: (seq: number) => void;
}

export function PlayButtons(props: PlayButtonsProps) {
  const { playing, toggle, speed, here, last, step, go } = props;
  return (
    <div className="flex shrink-0 items-center gap-1">
      <IconButton
        label="First event"
        glyph={<SkipBack {...glyph} />}
        disabled={here <= 0}
        onClick={() => go(0)}
      />
      <IconButton
        label="Step back"
        keys=","
        glyph={<StepBack {...glyph} />}
        disabled={here <= 0}
        onClick={() => step(-1)}
      />
      <IconButton
        label={playing ? 'Pause' : 'Play'}
        keys="Space"
        className="text-text-1"
        glyph={playing ? <Pause {...glyph} /> : <Play {...glyph} />}
        disabled={last < 0}
        onClick={toggle}
      />
      <IconButton
        label="Step on"
        keys="."
        glyph={<StepForward {...glyph} />}
        disabled={here >= last}
        onClick={() => step(1)}
      />
      <IconButton
        label="Last event"
        glyph={<SkipForward {...glyph} />}
        disabled={here >= last}
        onClick={() => go(last)}
      />
      <select
        aria-label="Speed"
        title="Speed"
        className="h-6 rounded-4 border border-line-strong bg-surface-0 px-1 text-12 text-text-1"
        value={speed}
        onChange={(event) => {
          const chosen = speeds.find((one) => one === Number(event.target.value));
          if (chosen) props.onSpeed(chosen);
        }}
      >
        {speeds.map((one) => (
          <option key={one} value={one}>
            {speedWord(one)}
          </option>
        ))}
      </select>
    </div>
  );
}
