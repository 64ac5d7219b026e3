import {
  ArrowUpDown,
  Equal,
  EqualApproximately,
  EqualNot,
  type LucideIcon,
  Minus,
  PencilLine,
  Plus,
} from 'lucide-react';
import type { RowState } from '@/lib/replay/diff/blocks-of';

interface StateLook {
  Glyph: LucideIcon;
  word: string;
  /** Sameness recedes; amber belongs to the fork. */
  tone: string;
}

/** Glyph and word of a row's state: colour never says it alone. */
export const stateLook: Record<RowState, StateLook> = {
  same: { Glyph: Equal, word: 'same', tone: 'text-text-3' },
  changed: { Glyph: EqualNot, word: 'changed', tone: 'text-text-1' },
  moved: { Glyph: ArrowUpDown, word: 'moved', tone: 'text-text-2' },
  absorbed: { Glyph: EqualApproximately, word: 'absorbed', tone: 'text-text-3' },
  left: { Glyph: Minus, word: 'only A', tone: 'text-text-1' },
  right: { Glyph: Plus, word: 'only B', tone: 'text-text-1' },
  edit: { Glyph: PencilLine, word: 'your edit', tone: 'text-diverge' },
};

/** Columns of the rows and of what names them: A, the state, B, and the control where it is shown. */
export const rowGrid = (control: boolean): string =>
  control
    ? 'grid-cols-[minmax(0,1fr)_128px_minmax(0,1fr)_minmax(0,0.6fr)]'
    : 'grid-cols-[minmax(0,1fr)_128px_minmax(0,1fr)]';
