'use client';

import { ChevronDown, ChevronUp, RotateCw, Square } from 'lucide-react';
import { type ReactNode, type RefObject, useId } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { Segments } from '@/components/ui/segments';
import type { Outline } from '@/lib/trace/outline';
import { matchPlace, queryCount } from '@/lib/view/query-words';
import { QueryInput } from './query-input';
import { QueryMistake } from './query-mistake';
import type { QueryBar as State } from './use-query-bar';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;
const modes = [
  { value: 'filter', label: 'Filter' },
  { value: 'highlight', label: 'Highlight' },
] as const;

/** The query of a trace: what to look for, how much was found, and the way from match to match. */
export function QueryBar({
  bar,
  rows,
  complete,
  at,
  onStep,
  inputRef,
  aside,
}: {
  bar: State;
  rows: Outline;
  /** Whether `rows` are all. */
  complete: boolean;
  /** Place of the selected event among the matches, from 1; 0 where it is none. */
  at: number;
  onStep: (step: 1 | -1) => void;
  inputRef: RefObject<HTMLInputElement | null>;
  aside?: ReactNode;
}) {
  const mistake = useId();
  const { seqs, progress } = bar;
  const count = queryCount(progress, bar.of, complete ? rows.length : null);
  const place = matchPlace(at, seqs.length);
  return (
    <search className="relative z-10 flex min-h-8 shrink-0 flex-col border-line border-b">
      <div className="relative flex flex-wrap items-center gap-x-2 px-3">
        <QueryInput
          bar={bar}
          rows={rows}
          inputRef={inputRef}
          describedBy={bar.error || bar.rowsOnly ? mistake : undefined}
          onStep={onStep}
        />
        <div className="ml-auto flex min-h-8 max-w-full flex-wrap items-center justify-end gap-x-2">
          <span role="status" className="text-12 text-text-2 tabular-nums">
            {count}
            {place !== '' && <span className="sr-only">, you stand on {place}</span>}
          </span>
          {progress.state === 'searching' && (
            <IconButton label="Stop the search" glyph={<Square {...glyph} />} onClick={bar.stop} />
          )}
          {(progress.state === 'stopped' || progress.state === 'failed') && (
            <IconButton label="Search again" glyph={<RotateCw {...glyph} />} onClick={bar.again} />
          )}
          {bar.text !== '' && (
            <Segments
              label="How matches are shown"
              value={bar.mode}
              onChange={bar.setMode}
              options={modes}
            />
          )}
          {bar.text !== '' && (
            <div className="flex items-center">
              <IconButton
                label="Previous match"
                keys="N"
                glyph={<ChevronUp {...glyph} />}
                disabled={seqs.length === 0}
                onClick={() => onStep(-1)}
              />
              {place !== '' && (
                <span aria-hidden className="px-1 text-12 text-text-3 tabular-nums">
                  {place}
                </span>
              )}
              <IconButton
                label="Next match"
                keys="n"
                glyph={<ChevronDown {...glyph} />}
                disabled={seqs.length === 0}
                onClick={() => onStep(1)}
              />
            </div>
          )}
          {aside}
        </div>
      </div>
      <QueryMistake id={mistake} bar={bar} />
    </search>
  );
}
