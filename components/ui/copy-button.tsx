'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useAnnounce } from './announcer';
import { Button, type ButtonLook } from './button';

interface CopyButtonProps {
  /** A verb and what: "Copy body". */
  label: string;
  /** Made when it is asked for. */
  text: () => string;
  /** What is copied, for a screen reader, where the label is short. */
  of?: string;
  look?: ButtonLook;
}

/** Puts a text into the clipboard, and says whether that went well. */
export function CopyButton({ label, text, of, look }: CopyButtonProps) {
  const announce = useAnnounce();
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      setState('copied');
      announce('Copied');
    } catch {
      // Without a secure origin browsers refuse.
      setState('refused');
      announce('The browser did not copy it');
    }
  };
  const Glyph = state === 'copied' ? Check : Copy;
  return (
    <Button
      look={look}
      glyph={<Glyph size={14} strokeWidth={1.5} aria-hidden />}
      onClick={() => void copy()}
      onBlur={() => setState('idle')}
    >
      {state === 'copied' ? 'Copied' : state === 'refused' ? 'Not copied: select it' : label}
      {of && <span className="sr-only"> {of}</span>}
    </Button>
  );
}
