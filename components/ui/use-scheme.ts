'use client';

import { useSyncExternalStore } from 'react';

const dark = '(prefers-color-scheme: dark)';

function subscribe(changed: () => void): () => void {
  const query = window.matchMedia(dark);
  const observer = new MutationObserver(changed);
  query.addEventListener('change', changed);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    query.removeEventListener('change', changed);
    observer.disconnect();
  };
}

function read(): 'light' | 'dark' {
  const { theme } = document.documentElement.dataset;
  if (theme === 'light' || theme === 'dark') return theme;
  return window.matchMedia(dark).matches ? 'dark' : 'light';
}

/** The scheme that is on screen. Only for what CSS cannot reach: everything else uses the tokens. */
export const useScheme = (): 'light' | 'dark' =>
  useSyncExternalStore(subscribe, read, () => 'light');
