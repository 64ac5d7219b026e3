'use client';

import { Bell, BellOff } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { useNotices } from './use-notices';

/** Switches the system's notices of runs that need somebody, for this browser. */
export function NoticeToggle() {
  const { notices, toggle } = useNotices();
  if (notices === 'none') return null;
  const blocked = notices === 'blocked';
  const Glyph = notices === 'on' ? Bell : BellOff;
  return (
    <IconButton
      label={
        blocked ? 'Notices are blocked in the browser’s settings' : 'Notify me when a run needs me'
      }
      pressed={notices === 'on'}
      aria-disabled={blocked || undefined}
      glyph={<Glyph size={14} strokeWidth={1.5} aria-hidden />}
      onClick={() => void (blocked || toggle())}
    />
  );
}
