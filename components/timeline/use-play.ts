'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { PlayRange, Speed } from '@/lib/replay/playback/play-on';
import type { PlayTimeline } from '@/lib/replay/playback/play-timeline';
import { Player } from './player';

interface PlayInput {
  timeline: PlayTimeline;
  range: PlayRange;
  speed: Speed;
  selected: number | null;
  /** `begins`: the first of a row of moves. */
  onMove: (seq: number, begins: boolean) => void;
}

/** Plays the recording on a page: moves its selection, and goes on from what a reader selects meanwhile. */
export function usePlay({ timeline, range, speed, selected, onMove }: PlayInput) {
  const [playing, setPlaying] = useState(false);
  const player = useRef<Player | null>(null);
  const begins = useRef(false);
  const move = useRef(onMove);
  useEffect(() => {
    move.current = onMove;
  });
  useEffect(() => {
    const made = new Player({
      move: (seq) => {
        move.current(seq, begins.current);
        begins.current = false;
      },
      end: () => setPlaying(false),
    });
    player.current = made;
    return () => made.stop();
  }, []);

  const { from, to, loop } = range;
  useEffect(() => {
    player.current?.retune({ timeline, speed, range: { from, to, loop } });
  }, [timeline, speed, from, to, loop]);
  useEffect(() => {
    if (selected !== null) player.current?.standOn(selected);
  }, [selected]);

  const toggle = (): void => {
    if (playing) {
      player.current?.stop();
      setPlaying(false);
    } else if (timeline.at.length > 0) {
      begins.current = true;
      setPlaying(true);
      player.current?.start({ timeline, speed, range }, selected ?? from);
    }
  };
  /** Where it is by now, also between two events; null while it stands. */
  const position = useCallback(() => player.current?.position() ?? null, []);
  return { playing, toggle, position };
}
