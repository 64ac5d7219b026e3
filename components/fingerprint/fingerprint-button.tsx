'use client';

import { Fingerprint } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { shortFingerprint } from '@/lib/view/short-fingerprint';
import { useFingerprints } from './use-fingerprints';

const FingerprintDialog = dynamic(
  () => import('./fingerprint-dialog').then((file) => file.FingerprintDialog),
  { ssr: false },
);

/** The beginning of the content fingerprint, where there is room; behind it all of it, and what it can be compared with. */
export function FingerprintButton({ id, events }: { id: string; events: number }) {
  const [open, setOpen] = useState(false);
  const { data } = useFingerprints(id, events);
  return (
    // On a narrow screen the menu has it.
    <span className="hidden lg:contents">
      <Button
        look="ghost"
        glyph={<Fingerprint size={14} strokeWidth={1.5} aria-hidden />}
        title="Fingerprint of this trace"
        onClick={() => setOpen(true)}
      >
        <span className="sr-only">Fingerprint </span>
        <span className="font-mono">{data ? shortFingerprint(data.content) : '…'}</span>
      </Button>
      {open && <FingerprintDialog id={id} events={events} open onClose={() => setOpen(false)} />}
    </span>
  );
}
