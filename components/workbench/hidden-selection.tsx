'use client';

import { EyeOff } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { exactNumber } from '@/lib/view/format-number';

/** Says that the event one stands on is not among those listed. It stays selected: the inspector shows it. */
export function HiddenSelection({
  seq,
  onShow,
  words,
}: {
  seq: number;
  onShow: () => void;
  words: string;
}) {
  return (
    <p className="flex min-h-7 shrink-0 flex-wrap items-center gap-2 border-line border-b bg-surface-1 px-3 text-12 text-text-2">
      <EyeOff size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-text-3" />
      <span role="status">You stand on #{exactNumber(seq)}, which is not in this list.</span>
      <Button look="ghost" onClick={onShow}>
        {words}
      </Button>
    </p>
  );
}
