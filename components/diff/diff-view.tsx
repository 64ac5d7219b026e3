'use client';

import { useEffect, useRef, useState } from 'react';
import { useOutline } from '@/components/data/use-outline';
import { Callout } from '@/components/ui/callout';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { Pane, PaneDivider, Panes } from '@/components/ui/panes';
import { useShortcuts } from '@/components/ui/shortcuts';
import { VirtualList, type VirtualListHandle } from '@/components/ui/virtual-list';
import { useWide } from '@/components/workbench/use-wide';
import type { DiffRow } from '@/lib/view/diff-rows';
import { DiffHead } from './diff-head';
import { DiffRowView, diffRowLabel } from './diff-row-view';
import type { Comparison, DiffSide } from './diff-side';
import { DiffToolbar } from './diff-toolbar';
import { RowDetail } from './row-detail';
import { rowId, useDiffRows } from './use-diff-rows';

/** Long enough for the fork line to have been drawn. */
const igniteMs = 600;

interface DiffViewProps {
  a: DiffSide;
  b: DiffSide;
  diff: Comparison;
  /** Above the rows: a run that is not over yet. */
  notice?: React.ReactNode;
}

/** Two runs side by side. The same for traces of one's own and for a shared diff. */
export function DiffView({ a, b, diff, notice }: DiffViewProps) {
  const left = useOutline(a.source);
  const right = useOutline(b.source);
  const rows = useDiffRows(diff);
  const wide = useWide();
  const detail = rows.detail ?? wide;
  const list = useRef<VirtualListHandle<string>>(null);
  const panel = useRef<HTMLElement>(null);
  const [ignite, setIgnite] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setIgnite(false), igniteMs);
    return () => clearTimeout(timer);
  }, []);

  // The first look stands in the middle; from then on the list follows the selection by itself.
  const first = useRef(rows.selected);
  useEffect(() => {
    if (first.current !== null) list.current?.scrollToId(first.current, 'center');
  }, []);

  const openRow = (row: DiffRow | null) => {
    if (row?.kind === 'fold') rows.unfold(row);
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
      ...(detail && wide
        ? { Escape: { label: 'Close details', run: () => rows.showDetail(false) } }
        : {}),
    },
    { group: 'Diff' },
  );

  const rowOf = (row: DiffRow) => ({
    left: row.a === null ? undefined : left.rows[row.a],
    right: row.b === null ? undefined : right.rows[row.b],
    parting: rows.parting === rowId(row) && row.kind === 'pair' && row.state !== 'edit',
  });
  const table = (
    <VirtualList
      label="Events of both runs"
      items={rows.rows}
      idOf={rowId}
      row={(row, { selected }) => (
        <DiffRowView
          {...rowOf(row)}
          row={row}
          ignite={ignite}
          wide={wide}
          selected={selected}
          onUnfold={() => rows.unfold(row)}
        />
      )}
      rowLabel={(row) => {
        const { left: a, right: b, parting } = rowOf(row);
        return diffRowLabel(row, a, b, parting);
      }}
      selected={rows.selected}
      onSelect={rows.select}
      onOpen={(_, row) => openRow(row)}
      measured={!wide}
      handle={list}
      empty={<EmptyState title="Neither run has an event">There is nothing to compare.</EmptyState>}
    />
  );
  const loaded =
    (left.complete || left.rows.length > 0) && (right.complete || right.rows.length > 0);
  const body = loaded && (
    <RowDetail
      row={rows.row}
      a={{ ...a, outline: left.rows }}
      b={{ ...b, outline: right.rows }}
      sharedPrefix={diff.sharedPrefix}
    />
  );

  return (
    <main id="main" className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <DiffHead a={a} b={b} diff={diff} />
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
      <DiffToolbar
        counts={diff.counts}
        rows={rows}
        detail={detail}
        onDetail={(shown) => rows.showDetail(shown)}
      />
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
