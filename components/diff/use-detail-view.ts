'use client';

import { parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useWide } from '@/components/workbench/use-wide';

export const detailTabs = ['message', 'json', 'arguments', 'result', 'context', 'raw'] as const;
export type DetailTab = (typeof detailTabs)[number];

const params = {
  tab: parseAsStringLiteral(detailTabs).withDefault('message'),
  lay: parseAsStringLiteral(['unified', 'side']).withDefault('unified'),
};

/** How the details of a row are looked at; it lives in the address and stays from row to row. */
export function useDetailView() {
  const wide = useWide();
  const [{ tab, lay }, set] = useQueryStates(params, { history: 'replace' });
  return {
    tab,
    show: (next: DetailTab) => void set({ tab: next }),
    lay,
    setLay: (next: 'unified' | 'side') => void set({ lay: next }),
    /** Texts stand beside each other: wanted, and there is room. */
    beside: wide && lay === 'side',
    wide,
  };
}
