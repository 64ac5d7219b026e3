'use client';

import { type RefObject, useEffect, useState } from 'react';

/** As the contract takes it. */
const shortest = 3;
const longest = 10_000;

/**
 * The text that was last selected inside of an element, by pointer, touch or keyboard; null where there is none that
 * is long enough. A selection that is given up stays: the button that takes it may have taken it away.
 */
export function useSelectedText(inside: RefObject<HTMLElement | null>): string | null {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const read = (): void => {
      const selection = document.getSelection();
      const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
      if (!selection || selection.isCollapsed || !range) return;
      if (!inside.current?.contains(range.commonAncestorContainer)) return;
      const selected = selection.toString().trim();
      setText(selected.length >= shortest && selected.length <= longest ? selected : null);
    };
    document.addEventListener('selectionchange', read);
    return () => document.removeEventListener('selectionchange', read);
  }, [inside]);
  return text;
}
