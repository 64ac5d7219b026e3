'use client';

import { type Ref, useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { VirtualList, type VirtualListHandle } from '@/components/ui/virtual-list';
import type { Outline } from '@/lib/trace/outline';
import { absorbedWords } from '@/lib/view/absorbed-words';
import type { DiffRow } from '@/lib/view/diff-rows';
import { DiffRowView, diffRowLabel, type RowContent } from './diff-row-view';
import type { ControlCell } from './use-control-cells';
import { type DiffRows, rowId } from './use-diff-rows';
import type { VisibleRange } from './visible-range';

/** Long enough for the fork line to have been drawn. */
const igniteMs = 600;

interface DiffTableProps {
  rows: DiffRows;
  left: Outline;
  right: Outline;
  /** The third column; null where it is not shown. */
  cellOf: ((a: number | null) => ControlCell | null) | null;
  wide: boolean;
  range: VisibleRange;
  list: Ref<VirtualListHandle<string>>;
  onOpen: (row: DiffRow) => void;
}

/** The rows of both runs. */
export function DiffTable(props: DiffTableProps) {
  const { rows, left, right, cellOf, wide } = props;
  const [ignite, setIgnite] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setIgnite(false), igniteMs);
    return () => clearTimeout(timer);
  }, []);
  const contentOf = (row: DiffRow): RowContent => ({
    left: row.a === null ? undefined : left[row.a],
    right: row.b === null ? undefined : right[row.b],
    parting: rows.parting === rowId(row),
    absorbed:
      row.kind !== 'fold' || row.state === 'same'
        ? ''
        : row.aEnd > row.a
          ? absorbedWords(left, row.a, row.aEnd)
          : absorbedWords(right, row.b, row.bEnd),
    control: cellOf === null ? undefined : cellOf(row.a),
  });
  return (
    <VirtualList
      label="Events of both runs"
      items={rows.rows}
      idOf={rowId}
      row={(row, { selected }) => (
        <DiffRowView
          {...contentOf(row)}
          row={row}
          ignite={ignite}
          wide={wide}
          selected={selected}
          onUnfold={(what) => row.kind === 'fold' && rows.unfold(row, what)}
        />
      )}
      rowLabel={(row) => diffRowLabel(row, contentOf(row))}
      selected={rows.selected}
      onSelect={rows.select}
      onOpen={(_, row) => props.onOpen(row)}
      onRange={props.range.set}
      measured={!wide}
      handle={props.list}
      empty={
        rows.isFiltered ? (
          <EmptyState
            title="No row matches the filter"
            actions={<Button onClick={() => rows.setText('')}>Clear the filter</Button>}
          >
            Each term has to hold; a comma between values means either.
          </EmptyState>
        ) : (
          <EmptyState title="Neither run has an event">There is nothing to compare.</EmptyState>
        )
      }
    />
  );
}
