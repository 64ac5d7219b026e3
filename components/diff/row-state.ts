import { Equal, EqualNot, type LucideIcon, Minus, PencilLine, Plus } from 'lucide-react';
import type { Block } from '@/lib/replay/diff/diff-outlines';

interface StateLook {
  Glyph: LucideIcon;
  word: string;
  /** Sameness recedes; amber belongs to the fork. */
  tone: string;
}

/** Glyph and word of a row's state: colour never says it alone. */
export const stateLook: Record<Block['state'], StateLook> = {
  same: { Glyph: Equal, word: 'same', tone: 'text-text-3' },
  changed: { Glyph: EqualNot, word: 'changed', tone: 'text-text-1' },
  left: { Glyph: Minus, word: 'only A', tone: 'text-text-1' },
  right: { Glyph: Plus, word: 'only B', tone: 'text-text-1' },
  edit: { Glyph: PencilLine, word: 'your edit', tone: 'text-diverge' },
};
