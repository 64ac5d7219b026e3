'use client';

import { Filter } from 'lucide-react';
import { type Ref, useId } from 'react';
import { exactNumber } from '@/lib/view/format-number';
import type { DiffRows } from './use-diff-rows';

/** Terms that narrow the rows, with how many are left. */
export function DiffFilterBar({
  rows,
  loaded,
  inputRef,
}: {
  rows: DiffRows;
  /** Whether all events are here: what is not cannot be found. */
  loaded: boolean;
  inputRef: Ref<HTMLInputElement>;
}) {
  const id = useId();
  const problem = rows.text.trim() === '' ? null : rows.problem;
  return (
    <search className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 max-md:basis-full">
      <span className="flex min-w-60 flex-1 items-center gap-2">
        <Filter size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-text-3" />
        <input
          ref={inputRef}
          type="search"
          aria-label="Filter rows"
          aria-describedby={`${id}-said`}
          aria-invalid={problem ? true : undefined}
          aria-keyshortcuts="/"
          placeholder="changed:any tool:name kind:model-call -text:&quot;…&quot;"
          dir="auto"
          autoComplete="off"
          spellCheck={false}
          className="h-6 min-w-0 flex-1 bg-transparent font-mono text-12 placeholder:text-text-3"
          value={rows.text}
          onChange={(event) => rows.setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
            if (event.key === 'Escape') {
              rows.setText('');
              event.currentTarget.blur();
            }
          }}
        />
      </span>
      <span
        id={`${id}-said`}
        role="status"
        className={`min-w-0 text-12 tabular-nums empty:hidden ${problem ? 'text-bad' : 'text-text-3'}`}
      >
        {problem
          ? `${problem} All rows are shown.`
          : rows.isFiltered &&
            `${exactNumber(rows.rows.length)} of ${exactNumber(rows.total)} ${rows.total === 1 ? 'row' : 'rows'}${loaded ? '' : ', more are loading'}`}
      </span>
    </search>
  );
}
