'use client';

import { useCallback, useSyncExternalStore } from 'react';

const key = 'retake.notices';
const event = 'retake:notices';

/** none: this browser has none, or not for this address. blocked: a person forbade them there. */
export type Notices = 'on' | 'off' | 'blocked' | 'none';

function subscribe(changed: () => void): () => void {
  window.addEventListener('storage', changed);
  window.addEventListener(event, changed);
  return () => {
    window.removeEventListener('storage', changed);
    window.removeEventListener(event, changed);
  };
}

function read(): Notices {
  if (!('Notification' in window) || !window.isSecureContext) return 'none';
  if (Notification.permission === 'denied') return 'blocked';
  try {
    const wanted = localStorage.getItem(key) === 'on';
    return wanted && Notification.permission === 'granted' ? 'on' : 'off';
  } catch {
    return 'none';
  }
}

/** Whether a run that needs somebody says so outside the page. Off until asked for; the browser is asked on a click. */
export function useNotices(): { notices: Notices; toggle: () => Promise<void> } {
  const notices = useSyncExternalStore(subscribe, read, () => 'none' as const);
  const toggle = useCallback(async () => {
    const on = read() !== 'on' && (await Notification.requestPermission()) === 'granted';
    localStorage.setItem(key, on ? 'on' : 'off');
    window.dispatchEvent(new Event(event));
  }, []);
  return { notices, toggle };
}
