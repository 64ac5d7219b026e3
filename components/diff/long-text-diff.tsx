'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { counted, exactNumber } from '@/lib/view/format-number';
import { type LineChanges, lineRows, wholeTexts } from '@/lib/view/line-changes';
import { LineRowView } from './line-row-view';
import { useCompared } from './use-compared';
import { useDetailView } from './use-detail-view';

/** Two texts that are too long for the editor: lines are compared in another thread, words where one looks. */
export function LongTextDiff({
  label,
  before,
  after,
}: {
  label: string;
  before: string;
  after: string;
}) {
  const result = useCompared('lines', before, after);
  const lines = useMemo(
    () => (result === null ? wholeTexts(before, after) : null),
    [result, before, after],
  );
  if (result === undefined)
    return (
      <p role="status" className="text-12 text-text-3">
        Comparing {exactNumber(before.length + after.length)} characters…
      </p>
    );
  return (
    <div className="flex flex-col gap-1">
      {lines && (
        <p className="text-12 text-warn">
          There was no time to lay these texts side by side: first comes all of A, then all of B.
        </p>
      )}
      {result?.kind === 'lines' && result.lines.coarse && (
        <p className="text-12 text-warn">
          Coarse: a stretch was too different. Equal lines in it may show as removed and added.
        </p>
      )}
      {result?.kind === 'lines' && <Lines label={label} changes={result.lines} />}
      {lines && <Lines label={label} changes={lines} />}
    </div>
  );
}

function Lines({ label, changes }: { label: string; changes: LineChanges }) {
  const { beside } = useDetailView();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => lineRows(changes.blocks, open), [changes, open]);
  const scroller = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 18,
    overscan: 10,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const changed = changes.blocks.filter(({ same }) => !same).length;
  const next = (by: 1 | -1): void => {
    const at = list.range?.startIndex ?? 0;
    const starts = rows.flatMap((row, index) => {
      const above = rows[index - 1];
      const differs = row.kind === 'line' && !row.same;
      return differs && !(above?.kind === 'line' && !above.same) ? [index] : [];
    });
    const to = by > 0 ? starts.find((start) => start > at) : starts.findLast((start) => start < at);
    if (to !== undefined) list.scrollToIndex(to, { align: 'start' });
  };
  return (
    <>
      <div className="flex items-center gap-2 text-11 text-text-3">
        {counted(changed, 'place')} differ in {counted(changes.left.length, 'line')} of A and{' '}
        {exactNumber(changes.right.length)} of B
        <Button look="ghost" onClick={() => next(-1)}>
          Previous place
        </Button>
        <Button look="ghost" onClick={() => next(1)}>
          Next place
        </Button>
      </div>
      <section
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
        tabIndex={0}
        aria-label={`${label}, by lines`}
        className="content relative h-72 overflow-auto border border-line-strong -outline-offset-2"
      >
        <div className="relative" style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            return (
              row && (
                <div
                  key={key}
                  ref={list.measureElement}
                  data-index={index}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {row.kind === 'fold' ? (
                    <button
                      type="button"
                      onClick={() => setOpen(new Set([...open, row.id]))}
                      className="min-h-6 w-full bg-surface-1 px-2 text-left font-sans text-12 text-text-3 hover:text-text-1"
                    >
                      {counted(row.count, 'equal line')}, show
                    </button>
                  ) : (
                    <LineRowView
                      before={row.a === null ? null : (changes.left[row.a] ?? null)}
                      after={row.b === null ? null : (changes.right[row.b] ?? null)}
                      same={row.same}
                      beside={beside}
                    />
                  )}
                </div>
              )
            );
          })}
        </div>
      </section>
    </>
  );
}
