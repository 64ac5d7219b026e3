'use client';

import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { defaultSide, type Side } from '@/lib/replay/conversation-at';
import type { OutlineRow } from '@/lib/trace/outline';

const params = {
  /** `x`: without the events that the address leaves out. */
  fork: parseAsStringLiteral(['1', 'x']),
  e: parseAsInteger,
  side: parseAsStringLiteral(['before', 'after']),
};

/** Whether the composer is open, and at which event, is in the address: Back closes it. */
export function useForkSheet() {
  const [{ fork }, set] = useQueryStates(params, { history: 'push' });
  const open = useCallback(
    (row: OutlineRow, side: Side = defaultSide(row)) => void set({ fork: '1', e: row.seq, side }),
    [set],
  );
  const openWithout = useCallback(
    (row: OutlineRow, side: Side) => void set({ fork: 'x', e: row.seq, side }),
    [set],
  );
  const close = useCallback(() => void set({ fork: null }, { history: 'replace' }), [set]);
  return { isOpen: fork !== null, isWithout: fork === 'x', open, openWithout, close };
}
