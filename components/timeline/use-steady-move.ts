'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

/** The page is moved at most so often: a hand is faster than a long conversation can be drawn. */
const leastMs = 120;

type Move = (seq: number, begins: boolean) => void;

/**
 * Moves the page no faster than it can follow, and always to where a drag ends. `ahead` is where the hand is by now;
 * null once the page has caught up.
 */
export function useSteadyMove(onMove: Move): { ahead: number | null; move: Move } {
  const [ahead, setAhead] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const waiting = useRef<{ seq: number; begins: boolean } | null>(null);
  const latest = useRef(onMove);
  useEffect(() => {
    latest.current = onMove;
  });
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  const move = useCallback((seq: number, begins: boolean): void => {
    const flush = (): void => {
      timer.current = null;
      const next = waiting.current;
      waiting.current = null;
      if (next) go(next.seq, next.begins);
      else setAhead(null);
    };
    const go: Move = (to, first) => {
      latest.current(to, first);
      timer.current = setTimeout(flush, leastMs);
    };
    setAhead(seq);
    if (timer.current === null) go(seq, begins);
    else waiting.current = { seq, begins: begins || (waiting.current?.begins ?? false) };
  }, []);
  return { ahead, move };
}
