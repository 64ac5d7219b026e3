'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { useAnnounce } from '@/components/ui/announcer';
import { useShortcuts } from '@/components/ui/shortcuts';
import { type Excluded, excludeWith } from '@/lib/replay/counterfactual/exclude-with';
import type { Outline } from '@/lib/trace/outline';
import { formatExcluded, parseExcluded } from '@/lib/view/excluded-param';

/** How an event is left out: by hand, or with one that was. */
export type LeftOut = 'asked' | 'along';

export interface ExcludedEvents {
  /** As the address has it; empty for none. */
  x: string;
  excluded: Excluded;
  /** What the address holds is no list of events. */
  unreadable: boolean;
  of(seq: number): LeftOut | null;
  toggle(seq: number): void;
  clear(): void;
}

/** Which events are left out. It lives in the address, so that a link leads to the same question. */
export function useExcluded(
  outline: Outline,
  selected: number | null,
  enabled: boolean,
): ExcludedEvents {
  const [x, setX] = useQueryState('x', parseAsString.withDefault(''));
  const announce = useAnnounce();
  const text = enabled ? x : '';
  const parsed = useMemo(() => parseExcluded(text, outline.length), [text, outline.length]);
  const excluded = useMemo(() => excludeWith(outline, parsed ?? []), [outline, parsed]);
  const asked = useMemo(() => new Set(excluded.asked), [excluded]);

  const put = (seqs: Iterable<number>, words: string): void => {
    const next = formatExcluded(seqs);
    if (next !== null) void setX(next === '' ? null : next);
    announce(next === null ? 'No more events fit into the address' : words);
  };
  const toggle = (seq: number): void => {
    const because = excluded.alsoExcluded.find((one) => one.seq === seq)?.because;
    if (asked.has(seq))
      put(
        excluded.asked.filter((one) => one !== seq),
        `#${seq} is back`,
      );
    else if (because) announce(`#${seq} goes along: ${because}`);
    else put([...excluded.asked, seq], `#${seq} left out`);
  };
  const clear = (): void => {
    void setX(null);
    announce('No event is left out');
  };
  useShortcuts(
    {
      x: { label: 'Leave event out', run: () => selected !== null && toggle(selected) },
      X: { label: 'Leave nothing out', run: clear },
    },
    { group: 'Trace', enabled },
  );
  return {
    ...{ x: parsed ? text : '', excluded, toggle, clear },
    unreadable: parsed === null,
    of: (seq) => (asked.has(seq) ? 'asked' : excluded.seqs.has(seq) ? 'along' : null),
  };
}
