'use client';

import { useState } from 'react';

/** What is typed and cannot be read as what it is meant to be, by a key of its own. */
export function useInvalid() {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const tell = (key: string, invalid: boolean): void =>
    setKeys((old) => {
      if (old.has(key) === invalid) return old;
      const next = new Set(old);
      if (invalid) next.add(key);
      else next.delete(key);
      return next;
    });
  /** Tells whether there was something to forget. */
  const forget = (...prefixes: readonly string[]): boolean => {
    const isMeant = (key: string) => prefixes.some((prefix) => key.startsWith(prefix));
    setKeys((old) => new Set([...old].filter((key) => !isMeant(key))));
    return [...keys].some(isMeant);
  };
  return { any: keys.size > 0, tell, forget };
}
