'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useAnnounce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field, TextInput } from '@/components/ui/field';

const onlyHere = (url: string): boolean =>
  /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(url).hostname);

/** A link that was just made. It is shown once: only its hash is kept. */
export function ShareUrl({ url }: { url: string }) {
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  // It was asked for just now, and it is what comes next.
  useEffect(() => input.current?.focus(), []);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
      announce('Link copied');
    } catch {
      // Without a secure origin browsers refuse: the text is there to be selected.
      announce('The browser did not copy it; select the link and copy it yourself');
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-end gap-2">
        <Field
          label="Link"
          hint="Copy it now: it is not shown again, as only its hash is kept."
          className="flex-1"
        >
          {(control) => (
            <TextInput
              {...control}
              ref={input}
              readOnly
              value={url}
              className="font-mono text-12"
              onFocus={(event) => event.currentTarget.select()}
            />
          )}
        </Field>
        <Button
          size="medium"
          className="mb-[22px]"
          glyph={
            copied ? (
              <Check size={14} strokeWidth={1.5} aria-hidden />
            ) : (
              <Copy size={14} strokeWidth={1.5} aria-hidden />
            )
          }
          onClick={() => void copy()}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      {onlyHere(url) && (
        <Callout
          title="This link works on this machine only."
          next={
            <>
              For others, set <code className="font-mono text-12">RETAKE_PUBLIC_URL</code> to the
              address under which they reach this Retake, and start it again.
            </>
          }
        />
      )}
    </div>
  );
}
