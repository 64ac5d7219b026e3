'use client';

import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useOutline } from '@/components/data/use-outline';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import { Pane, PaneDivider, Panes } from '@/components/ui/panes';
import { useShortcuts } from '@/components/ui/shortcuts';
import type { VirtualListHandle } from '@/components/ui/virtual-list';
import { useWide } from '@/components/workbench/use-wide';
import type { DiffRow } from '@/lib/view/diff-rows';
import { ChangeMap } from './change-map';
import { CopyDiff } from './copy-diff';
import { DiffColumns } from './diff-columns';
import { DiffHead } from './diff-head';
import type { Comparison, DiffSide } from './diff-side';
import { DiffTable } from './diff-table';
import { DiffToolbar } from './diff-toolbar';
import { FinalAnswers } from './final-answers';
import { RowDetail } from './row-detail';
import type { ControlRun } from './use-control';
import { useControlCells } from './use-control-cells';
import { useDiffRows } from './use-diff-rows';
import type { Ignored } from './use-ignored';
import { VisibleRange } from './visible-range';

interface DiffViewProps {
  a: DiffSide;
  b: DiffSide;
  diff: Comparison;
  /** What `diff` was asked to leave out; without it the reader is offered no choice. */
  ignored?: Ignored;
  /** The branch that ran unchanged beside B. */
  control?: ControlRun | null;
  /** Above the rows: a run that is not over yet. */
  notice?: React.ReactNode;
}

/** Two runs side by side. The same for traces of one's own and for a shared diff. */
export function DiffView({ a, b, diff, ignored, control = null, notice }: DiffViewProps) {
  const left = useOutline(a.source);
  const right = useOutline(b.source);
  const rows = useDiffRows(diff, left.rows, right.rows);
  const third = useControlCells(control, a.source);
  const wide = useWide();
  const detail = rows.detail ?? wide;
  const list = useRef<VirtualListHandle<string>>(null);
  const panel = useRef<HTMLElement>(null);
  const filter = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [range] = useState(() => new VisibleRange());

  // The first look stands in the middle, and so does what is selected when a filter narrows the rows or goes;
  // otherwise the list follows the selection by itself.
  const { selected, narrowed } = rows;
  const standing = useRef(selected);
  useEffect(() => {
    standing.current = selected;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when other rows are drawn, never when one is selected.
  useEffect(() => {
    if (standing.current !== null) list.current?.scrollToId(standing.current, 'center');
  }, [narrowed]);

  const openRow = (row: DiffRow | null) => {
    if (row?.kind === 'fold') rows.unfold(row, 'all');
    else if (row && !detail) rows.showDetail(true);
    else panel.current?.focus();
  };
  useShortcuts(
    {
      j: { label: 'Next row', run: () => rows.step(1) },
      k: { label: 'Previous row', run: () => rows.step(-1) },
      n: { label: 'Next change', run: rows.nextChange },
      N: { label: 'Previous change', run: rows.previousChange },
      Enter: { label: 'Open the row', run: () => openRow(rows.row) },
      '/': { label: 'Filter', run: () => filter.current?.focus() },
      ...(detail && wide
        ? { Escape: { label: 'Close details', run: () => rows.showDetail(false) } }
        : {}),
    },
    { group: 'Diff' },
  );

  const loadedA = useMemo(() => ({ ...a, outline: left.rows }), [a, left.rows]);
  const loadedB = useMemo(() => ({ ...b, outline: right.rows }), [b, right.rows]);
  const complete = left.complete && right.complete;
  const table = (
    <div className="flex h-full min-h-0">
      <div id={listId} className="h-full min-w-0 flex-1">
        <DiffTable
          rows={rows}
          left={left.rows}
          right={right.rows}
          cellOf={third.isShown ? third.cellOf : null}
          wide={wide}
          range={range}
          list={list}
          onOpen={openRow}
        />
      </div>
      <ChangeMap blocks={diff.blocks} rows={rows} range={range} controls={listId} />
    </div>
  );
  const loaded =
    (left.complete || left.rows.length > 0) && (right.complete || right.rows.length > 0);
  const body = loaded && (
    <RowDetail row={rows.row} a={loadedA} b={loadedB} sharedPrefix={diff.sharedPrefix} />
  );

  return (
    <main id="main" className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <DiffHead
        a={a}
        b={b}
        diff={diff}
        wide={wide}
        actions={complete && <CopyDiff a={loadedA} b={loadedB} diff={diff} />}
      />
      {notice}
      {(left.error ?? right.error) && (
        <Callout
          live
          tone="error"
          title="Some events could not be loaded."
          kept="Nothing was lost."
          next="Reload the page."
        />
      )}
      {diff.verdict === 'incomparable' && complete && <FinalAnswers a={loadedA} b={loadedB} />}
      <DiffToolbar
        counts={diff.counts}
        rows={rows}
        loaded={complete}
        ignored={ignored ?? null}
        detail={detail}
        onDetail={rows.showDetail}
        control={control ? third.isShown : null}
        onControl={third.toggle}
        filterRef={filter}
      />
      {control && third.isShown && (
        <DiffColumns a={a} b={b} control={control} only={third.only} wide={wide} />
      )}
      <div className="min-h-80 flex-1">
        {wide && detail ? (
          <Panes id="diff" orientation="vertical" className="h-full">
            <Pane id="rows" min={120}>
              {table}
            </Pane>
            <PaneDivider label="Resize details" />
            <Pane id="detail" size={320} min={120}>
              <section
                ref={panel}
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
                tabIndex={0}
                aria-label="Details"
                className="h-full overflow-y-auto -outline-offset-2"
              >
                {body}
              </section>
            </Pane>
          </Panes>
        ) : (
          table
        )}
      </div>
      {!wide && (
        <Dialog as="sheet" title="Details" open={detail} onOpenChange={rows.showDetail}>
          <div className="-mx-4 -my-3">{body}</div>
        </Dialog>
      )}
    </main>
  );
}
