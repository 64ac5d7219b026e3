'use client';

import { Keyboard, Link2, MoreHorizontal } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem, MenuLine } from '@/components/ui/menu';
import { useShortcutHelp } from '@/components/ui/shortcuts';
import { ThemeChoice } from '@/components/ui/theme-choice';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** What belongs to no trace: keys, the theme, the API. */
export function PageMenu() {
  const openHelp = useShortcutHelp();
  return (
    <Menu trigger={<IconButton label="More" glyph={<MoreHorizontal {...glyph} />} />}>
      <MenuItem glyph={<Keyboard {...glyph} />} keys="?" onSelect={openHelp}>
        Keys
      </MenuItem>
      <MenuItem
        glyph={<Link2 {...glyph} />}
        onSelect={() => window.open('/api/openapi.json', '_blank', 'noopener')}
      >
        API description
      </MenuItem>
      <MenuLine />
      <ThemeChoice />
    </Menu>
  );
}
