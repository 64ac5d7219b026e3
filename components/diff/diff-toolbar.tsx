import { ChevronDown, ChevronUp, PanelBottom } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { exactNumber } from '@/lib/view/format-number';
import type { Comparison } from './diff-side';
import { stateLook } from './row-state';
import type { DiffRows } from './use-diff-rows';

const states = ['changed', 'left', 'right', 'edit', 'same'] as const;

/** Rows per state, which is also the legend of the glyphs, and the way from change to change. */
export function DiffToolbar({
  counts,
  rows,
  detail,
  onDetail,
}: {
  counts: Comparison['counts'];
  rows: DiffRows;
  detail: boolean;
  onDetail: (shown: boolean) => void;
}) {
  return (
    <div className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-surface-1 px-3 py-1 text-12">
      <ul aria-label="Rows by state" className="flex flex-wrap gap-x-3">
        {states.map((state) => {
          const { Glyph, word, tone } = stateLook[state];
          return (
            counts[state] > 0 && (
              <li key={state} className={`flex items-center gap-1 tabular-nums ${tone}`}>
                <Glyph size={14} strokeWidth={1.5} aria-hidden />
                {exactNumber(counts[state])} {word}
              </li>
            )
          );
        })}
      </ul>
      <div className="ml-auto flex items-center gap-1">
        {rows.unfolded > 0 && (
          <Button look="ghost" onClick={rows.foldAll}>
            Fold equal rows
          </Button>
        )}
        <span className="px-1 text-text-3 tabular-nums">
          {rows.changes === 0
            ? 'no changes'
            : `${rows.changeAt > 0 ? `${exactNumber(rows.changeAt)} of ` : ''}${exactNumber(rows.changes)} ${rows.changes === 1 ? 'change' : 'changes'}`}
        </span>
        <IconButton
          label="Previous change"
          keys="N"
          glyph={<ChevronUp size={14} strokeWidth={1.5} aria-hidden />}
          onClick={rows.previousChange}
          disabled={rows.changes === 0}
        />
        <IconButton
          label="Next change"
          keys="n"
          glyph={<ChevronDown size={14} strokeWidth={1.5} aria-hidden />}
          onClick={rows.nextChange}
          disabled={rows.changes === 0}
        />
        <IconButton
          label={detail ? 'Close details' : 'Open details'}
          keys="Enter"
          pressed={detail}
          glyph={<PanelBottom size={14} strokeWidth={1.5} aria-hidden />}
          onClick={() => onDetail(!detail)}
        />
      </div>
    </div>
  );
}
