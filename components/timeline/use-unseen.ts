'use client';

import { useState } from 'react';

/**
 * How many rows came since the reader left the end of a list that grows.
 * @param length rows that are loaded
 * @param total rows of the whole; null until it is known. What is there at first is not new.
 */
export function useUnseen(
  length: number,
  total: number | null,
): { unseen: number; onAtEnd: (atEnd: boolean) => void } {
  const [first, setFirst] = useState(total);
  if (first === null && total !== null) setFirst(total);
  // Rows that were there when the end went out of view; null while it is in view.
  const [left, setLeft] = useState<number | null>(null);
  return {
    unseen: left === null || first === null ? 0 : Math.max(0, length - Math.max(left, first)),
    onAtEnd: (atEnd) => setLeft((before) => (atEnd ? null : (before ?? length))),
  };
}
