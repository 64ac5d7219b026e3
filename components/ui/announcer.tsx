'use client';

import { createContext, type ReactNode, use, useCallback, useState } from 'react';

type Announce = (words: string) => void;

const Context = createContext<Announce>(() => {});

/** Says short things to a screen reader, such as how many matches there are, without moving the focus. */
export function AnnouncerProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ words: '', count: 0 });
  const announce = useCallback(
    (words: string) => setSaid(({ count }) => ({ words, count: count + 1 })),
    [],
  );
  return (
    <Context value={announce}>
      {children}
      {/* Another element each time: the same words twice are said twice. */}
      <div role="status" className="sr-only">
        <span key={said.count}>{said.words}</span>
      </div>
    </Context>
  );
}

export const useAnnounce = (): Announce => use(Context);
