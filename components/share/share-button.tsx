'use client';

import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ShareDialog } from './share-dialog';
import type { ShareTarget } from './share-target';

/** Opens the dialog that makes and ends links to a trace or a diff. */
export function ShareButton({ target }: { target: ShareTarget }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        glyph={<Link2 size={14} strokeWidth={1.5} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Share
      </Button>
      {open && <ShareDialog target={target} open onOpenChange={setOpen} />}
    </>
  );
}
