'use client';

import { parseAsInteger, parseAsStringLiteral, throttle, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { defaultSide, type Side } from '@/lib/replay/conversation-at';
import { firstLook } from '@/lib/replay/landmarks';
import type { Outline, OutlineRow } from '@/lib/trace/outline';

export const panels = ['messages', 'state', 'facts', 'event', 'request', 'whatif', 'raw'] as const;
export type Panel = (typeof panels)[number];

const params = {
  e: parseAsInteger,
  side: parseAsStringLiteral(['before', 'after']),
  panel: parseAsStringLiteral(panels).withDefault('messages'),
};

export interface Selection {
  row: OutlineRow | null;
  side: Side;
  panel: Panel;
  /** Stands on another event; each event begins on its natural side. */
  select(seq: number): void;
  /**
   * Goes along with what plays or is dragged: the address follows at most 4 times a second. One row of moves, from the
   * one that `begins` it, is one step of the history.
   */
  move(seq: number, begins: boolean): void;
  show(panel: Panel): void;
  turn(side: Side): void;
}

/**
 * The one selection of a trace page. It lives in the address, so that a link leads to the same moment. Without one
 * there it is the first error; where none is known the beginning, once `complete` says that all rows are there: else a
 * page of rows that comes in could move it.
 */
export function useSelection(outline: Outline, complete: boolean): Selection {
  const [{ e, side, panel }, set] = useQueryStates(params, { history: 'replace' });
  const first = useMemo(() => firstLook(outline), [outline]);
  const settled = first !== null && (complete || outline[first]?.error === true);
  const row = outline[e ?? (settled ? first : -1)] ?? null;

  const select = useCallback((seq: number) => void set({ e: seq, side: null }), [set]);
  const move = useCallback(
    (seq: number, begins: boolean) =>
      void set(
        { e: seq, side: null },
        { history: begins ? 'push' : 'replace', limitUrlUpdates: throttle(250) },
      ),
    [set],
  );
  const show = useCallback((next: Panel) => void set({ panel: next }), [set]);
  const turn = useCallback((next: Side) => void set({ side: next }), [set]);
  return { row, side: side ?? (row ? defaultSide(row) : 'after'), panel, select, move, show, turn };
}
