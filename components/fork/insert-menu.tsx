'use client';

import { MessageSquarePlus } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem, MenuLine } from '@/components/ui/menu';
import type { InsertedKind } from './insertions';

const kinds: readonly { kind: InsertedKind; label: string }[] = [
  { kind: 'user', label: 'User message' },
  { kind: 'assistant', label: 'Assistant message' },
  { kind: 'tool', label: 'Tool result' },
];

/** Writes a new message before or after one of the conversation. */
export function InsertMenu({
  name,
  onInsert,
}: {
  /** The message, in words. */
  name: string;
  onInsert: (where: 'before' | 'after', kind: InsertedKind) => void;
}) {
  return (
    <Menu
      trigger={
        <IconButton
          label={`Insert beside ${name}`}
          glyph={<MessageSquarePlus size={14} strokeWidth={1.5} aria-hidden />}
        />
      }
    >
      {kinds.map(({ kind, label }) => (
        <MenuItem key={kind} onSelect={() => onInsert('before', kind)}>
          {label} before
        </MenuItem>
      ))}
      <MenuLine />
      {kinds.map(({ kind, label }) => (
        <MenuItem key={kind} onSelect={() => onInsert('after', kind)}>
          {label} after
        </MenuItem>
      ))}
    </Menu>
  );
}
