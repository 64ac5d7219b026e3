'use client';

import { useEffect, useRef } from 'react';
import { useAnnounce } from '@/components/ui/announcer';

/** Says how far it is whenever that changes; not at first, when it stands on the page. */
export function useProgressWords(words: string): void {
  const announce = useAnnounce();
  const said = useRef(words);
  useEffect(() => {
    if (said.current === words) return;
    said.current = words;
    announce(words);
  }, [words, announce]);
}
