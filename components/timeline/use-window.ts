'use client';

import { createParser, useQueryState } from 'nuqs';
import { useCallback } from 'react';

/** A stretch of events, both ends in it. */
export interface EventWindow {
  from: number;
  to: number;
}

const pattern = /^(\d{1,9})\.\.(\d{1,9})$/;

/** `812..840`; whichever end was named first. What is no such pair counts as none. */
function parseWindow(text: string): EventWindow | null {
  const found = pattern.exec(text);
  if (!found) return null;
  const [a, b] = [Number(found[1]), Number(found[2])];
  return { from: Math.min(a, b), to: Math.max(a, b) };
}

const param = createParser({
  parse: parseWindow,
  serialize: ({ from, to }: EventWindow) => `${from}..${to}`,
  eq: (a, b) => a.from === b.from && a.to === b.to,
});

/**
 * The stretch that a reader marked on the scrubber: the list shows it alone, and playing stays in it. It lives in the
 * address as `t=<from>..<to>` and may reach beyond the last event.
 */
export function useWindow(): {
  window: EventWindow | null;
  setWindow: (window: EventWindow | null) => void;
} {
  const [window, set] = useQueryState('t', param.withOptions({ history: 'replace' }));
  const setWindow = useCallback((next: EventWindow | null) => void set(next), [set]);
  return { window, setWindow };
}
