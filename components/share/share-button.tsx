'use client';

import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { ShareDialog } from './share-dialog';
import type { ShareTarget } from './share-target';

interface ShareButtonProps {
  target: ShareTarget;
  /** The page's state as its query, without ids: `pageView` for most. */
  view: () => string;
}

/** Opens the dialog that makes and ends links to what a page shows. */
export function ShareButton({ target, view }: ShareButtonProps) {
  // What is seen while it is opened is what is shared.
  const [opened, setOpened] = useState<{ target: ShareTarget; view: string } | null>(null);
  return (
    <>
      <Button
        glyph={<Link2 size={14} strokeWidth={1.5} aria-hidden />}
        onClick={() => setOpened({ target, view: view() })}
      >
        Share
      </Button>
      {opened && <ShareDialog {...opened} open onOpenChange={() => setOpened(null)} />}
    </>
  );
}
