'use client';

import { startTransition, useCallback, useEffect, useRef, useState } from 'react';

/**
 * A text as it is typed, ahead of what the page makes of it: rows of a long trace are filtered while one writes on.
 * A change that came from elsewhere (a button, the address) takes the draft's place.
 */
export function useDraft(text: string, onText: (text: string) => void) {
  const [draft, setDraft] = useState(text);
  // What was sent and has not come back as `text` yet.
  const sent = useRef<string[]>([]);
  useEffect(() => {
    const at = sent.current.indexOf(text);
    sent.current = sent.current.slice(at + 1);
    if (at >= 0) return;
    sent.current = [];
    setDraft(text);
  }, [text]);
  const write = useCallback(
    (next: string) => {
      setDraft(next);
      sent.current.push(next);
      startTransition(() => onText(next));
    },
    [onText],
  );
  return { draft, write };
}
