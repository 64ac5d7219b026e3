'use client';

import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback } from 'react';
import { defaultSide, type Side } from '@/lib/replay/conversation-at';
import type { OutlineRow } from '@/lib/trace/outline';

const params = {
  fork: parseAsStringLiteral(['1']),
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
  const close = useCallback(() => void set({ fork: null }, { history: 'replace' }), [set]);
  return { isOpen: fork !== null, open, close };
}
