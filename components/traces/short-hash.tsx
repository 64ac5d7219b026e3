'use client';

import { useState } from 'react';
import { useAnnounce } from '@/components/ui/announcer';
import { dash } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';

/** As many as git itself shows. */
const shown = 7;

/** The beginning of a hash; a click copies all of it. */
export function ShortHash({ of, value }: { of: string; value: string | null }) {
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  if (value === null) return <span className="text-text-3">{dash}</span>;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      announce('Copied');
    } catch {
      // Without a secure origin browsers refuse.
      announce('The browser did not copy it');
    }
  };
  return (
    <button
      type="button"
      aria-label={`Copy ${of} ${plainLine(value)}`}
      title={`${plainLine(value)}: click to copy`}
      className="min-h-6 font-mono text-text-2 hover:text-text-1 hover:underline"
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
    >
      {copied ? 'copied' : plainLine(value.slice(0, shown))}
    </button>
  );
}
