import { EqualApproximately, FoldVertical } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { FoldRow } from '@/lib/view/diff-rows';
import { counted } from '@/lib/view/format-number';
import { portion } from '@/lib/view/opened';

interface FoldLineProps {
  row: FoldRow;
  /** What absorbed rows are, in a few words. */
  words: string;
  /** Its buttons are reached by Tab from the row that is selected only. */
  selected: boolean;
  onUnfold: (what: 'all' | 'top' | 'bottom') => void;
}

/** Where rows are folded away: how many, and how to get them. */
export function FoldLine({ row, words, selected, onUnfold }: FoldLineProps) {
  const Glyph = row.state === 'same' ? FoldVertical : EqualApproximately;
  return (
    <span className="flex h-6 w-full min-w-0 items-center gap-2 bg-surface-1 in-aria-selected:bg-transparent px-2 text-12 text-text-3">
      <Glyph size={14} strokeWidth={1.5} aria-hidden className="ml-2 shrink-0" />
      <span className="min-w-0 truncate tabular-nums">{words}</span>
      <span className="flex shrink-0">
        {row.count > portion && (
          <>
            <Button look="ghost" onClick={() => onUnfold('top')} tabIndex={selected ? 0 : -1}>
              First {portion}
            </Button>
            <Button look="ghost" onClick={() => onUnfold('bottom')} tabIndex={selected ? 0 : -1}>
              Last {portion}
            </Button>
          </>
        )}
        <Button look="ghost" onClick={() => onUnfold('all')} tabIndex={selected ? 0 : -1}>
          {row.count > portion ? 'All' : 'Show'}
        </Button>
      </span>
    </span>
  );
}

/** Equal events by number; absorbed ones by what they are, and on which side. */
export const foldWords = (row: FoldRow, absorbed: string): string =>
  row.state === 'same'
    ? counted(row.count, 'equal event')
    : `${row.aEnd > row.a ? `A #${row.a}–${row.aEnd - 1}` : `B #${row.b}–${row.bEnd - 1}`} ${absorbed} (absorbed)`;
