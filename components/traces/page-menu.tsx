'use client';

import { useQuery } from '@tanstack/react-query';
import { Keyboard, Link2, MoreHorizontal, Play, Settings } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { api } from '@/components/data/api-client';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem, MenuLine } from '@/components/ui/menu';
import { useShortcutHelp } from '@/components/ui/shortcuts';
import { ThemeChoice } from '@/components/ui/theme-choice';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** What belongs to no trace: samples, keys, the API, the theme. */
export function PageMenu({ onSample }: { onSample: (id: string, title: string) => void }) {
  const openHelp = useShortcutHelp();
  const router = useRouter();
  const { data } = useQuery(api.imports.samples.queryOptions());
  return (
    <Menu trigger={<IconButton label="More" glyph={<MoreHorizontal {...glyph} />} />}>
      {data?.items.map(({ id, title }) => (
        <MenuItem key={id} glyph={<Play {...glyph} />} onSelect={() => onSample(id, title)}>
          Sample: {title}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem glyph={<Settings {...glyph} />} onSelect={() => router.push('/settings/endpoints')}>
        Settings
      </MenuItem>
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
