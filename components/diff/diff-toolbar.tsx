'use client';

import { ChevronDown, ChevronUp, Columns3, PanelBottom } from 'lucide-react';
import type { Ref } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { exactNumber } from '@/lib/view/format-number';
import { DiffFilterBar } from './diff-filter-bar';
import type { Comparison } from './diff-side';
import { IgnoreToggles } from './ignore-toggles';
import { stateLook } from './row-state';
import type { DiffRows } from './use-diff-rows';
import type { Ignored } from './use-ignored';

const states = ['changed', 'moved', 'absorbed', 'left', 'right', 'edit', 'same'] as const;

interface DiffToolbarProps {
  counts: Comparison['counts'];
  rows: DiffRows;
  loaded: boolean;
  /** null: the reader cannot choose. */
  ignored: Ignored | null;
  detail: boolean;
  onDetail: (shown: boolean) => void;
  /** Whether the third column is shown; null where there is no control. */
  control: boolean | null;
  onControl: () => void;
  filterRef: Ref<HTMLInputElement>;
}

/** Filter, the way from change to change, what is ignored, and rows per state, which is the legend of the glyphs. */
export function DiffToolbar(props: DiffToolbarProps) {
  const { counts, rows, detail, control } = props;
  return (
    <div className="shrink-0 border-line border-b bg-surface-1 text-12">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-3 py-1">
        <DiffFilterBar rows={rows} loaded={props.loaded} inputRef={props.filterRef} />
        <div className="ml-auto flex items-center gap-1">
          {rows.unfolded > 0 && !rows.isFiltered && (
            <Button look="ghost" onClick={rows.foldAll}>
              Fold again
            </Button>
          )}
          <span className="px-1 text-text-3 tabular-nums">{changeWords(rows)}</span>
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
          {control !== null && (
            <IconButton
              label={control ? 'Hide the control' : 'Show the control'}
              pressed={control}
              glyph={<Columns3 size={14} strokeWidth={1.5} aria-hidden />}
              onClick={props.onControl}
            />
          )}
          <IconButton
            label={detail ? 'Close details' : 'Open details'}
            keys="Enter"
            pressed={detail}
            glyph={<PanelBottom size={14} strokeWidth={1.5} aria-hidden />}
            onClick={() => props.onDetail(!detail)}
          />
        </div>
      </div>
      <div className="flex min-h-8 flex-wrap items-center gap-x-6 gap-y-1 px-3 py-1">
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
        {props.ignored && (
          <div className="md:ml-auto">
            <IgnoreToggles ignored={props.ignored} count={counts.ignored} />
          </div>
        )}
      </div>
    </div>
  );
}

function changeWords({ changes, changeAt }: DiffRows): string {
  if (changes === 0) return 'no changes';
  const place = changeAt > 0 ? `${exactNumber(changeAt)} of ` : '';
  return `${place}${exactNumber(changes)} ${changes === 1 ? 'change' : 'changes'}`;
}
