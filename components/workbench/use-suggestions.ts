'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import type { Suggestion } from '@/lib/replay/query/suggest';
import type { Outline } from '@/lib/trace/outline';
import type { QueryBar } from './use-query-bar';

const none: readonly Suggestion[] = [];

/** Ways to go on writing at the caret, and which of them the arrow keys stand on. */
export function useSuggestions(
  { language, context }: Pick<QueryBar, 'language' | 'context'>,
  draft: string,
  rows: Outline,
) {
  const [isOpen, setOpen] = useState(false);
  const [caret, setCaret] = useState(0);
  const [picked, setPicked] = useState(-1);
  // Counting goes over all rows: what is typed comes first.
  const at = useDeferredValue(caret);
  const text = useDeferredValue(draft);
  const outline = useDeferredValue(rows);
  const items = useMemo(
    () =>
      isOpen && language
        ? byCategory(
            language
              .suggest(text, Math.min(at, text.length), outline, context)
              // What stands there already is no way to go on.
              .filter(({ insert, start, end }) => insert !== text.slice(start, end)),
          )
        : none,
    [isOpen, language, text, at, outline, context],
  );
  const open = (at: number): void => {
    setOpen(true);
    setCaret(at);
    setPicked(-1);
  };
  return {
    items,
    isOpen: isOpen && items.length > 0,
    /** -1: none, the text itself. */
    picked: picked < items.length ? picked : -1,
    open,
    close: () => setOpen(false),
    /** Down and up through the list and, between its end and its beginning, back to the text. */
    step: (by: 1 | -1) =>
      setPicked((before) => ((before + 1 + by + items.length + 1) % (items.length + 1)) - 1),
  };
}

/** In the order in which the categories come, so that each stands together. */
function byCategory(items: readonly Suggestion[]): Suggestion[] {
  const order = [...new Set(items.map(({ category }) => category))];
  return order.flatMap((category) => items.filter((item) => item.category === category));
}
