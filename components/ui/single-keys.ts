'use client';

import { useCallback, useSyncExternalStore } from 'react';

const key = 'retake.single-keys';
const event = 'retake:single-keys';

function subscribe(changed: () => void): () => void {
  window.addEventListener('storage', changed);
  window.addEventListener(event, changed);
  return () => {
    window.removeEventListener('storage', changed);
    window.removeEventListener(event, changed);
  };
}

function read(): boolean {
  try {
    return localStorage.getItem(key) !== 'off';
  } catch {
    // Storage switched off: as for a reader who never chose.
    return true;
  }
}

/** Whether keys without Ctrl or Cmd do anything (WCAG 2.1.4); kept in this browser. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, read, () => true);
  const set = useCallback((next: boolean) => {
    try {
      localStorage.setItem(key, next ? 'on' : 'off');
    } catch {
      return;
    }
    window.dispatchEvent(new Event(event));
  }, []);
  return [on, set];
}
