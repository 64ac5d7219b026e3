'use client';

import { Archive, ArchiveRestore, Ellipsis, Pin, PinOff } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import type { TraceSummary } from '@/lib/api/trace-contract';
import { useMark } from './use-mark';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** Keeps a trace on top, or puts it out of the way. */
export function MarkMenu({ trace }: { trace: TraceSummary }) {
  const mark = useMark();
  const { id, name, pinned, archived } = trace;
  return (
    <Menu trigger={<IconButton label={`More for ${name}`} glyph={<Ellipsis {...glyph} />} />}>
      <MenuItem
        glyph={pinned ? <PinOff {...glyph} /> : <Pin {...glyph} />}
        onSelect={() => mark({ id, pinned: !pinned })}
      >
        {pinned ? 'Unpin' : 'Pin on top'}
      </MenuItem>
      <MenuItem
        glyph={archived ? <ArchiveRestore {...glyph} /> : <Archive {...glyph} />}
        onSelect={() => mark({ id, archived: !archived })}
      >
        {archived ? 'Take out of the archive' : 'Archive'}
      </MenuItem>
    </Menu>
  );
}
