'use client';

import { useEffect, useState } from 'react';

/** A text as it was when it last stood still for so long; the first one at once. */
export function useSettled(value: string | null, ms: number): string | null {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
