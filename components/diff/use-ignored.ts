'use client';

import { parseAsArrayOf, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { type Ignorable, ignorable } from '@/lib/api/diff-contract';

const parser = parseAsArrayOf(parseAsStringLiteral(ignorable))
  .withDefault(['ids', 'times'])
  .withOptions({ history: 'replace' });

export interface Ignored {
  has: (what: Ignorable) => boolean;
  toggle: (what: Ignorable) => void;
  /** As the API takes it. */
  query: string;
}

/** What the reader leaves out of the comparison; it lives in the address. Whoever asks for a diff passes it on. */
export function useIgnored(): Ignored {
  const [given, set] = useQueryState('ignore', parser);
  return useMemo(() => {
    const chosen = ignorable.filter((what) => given.includes(what));
    return {
      has: (what) => chosen.includes(what),
      toggle: (what) =>
        void set(ignorable.filter((one) => (one === what) !== chosen.includes(one))),
      query: chosen.join(','),
    };
  }, [given, set]);
}
