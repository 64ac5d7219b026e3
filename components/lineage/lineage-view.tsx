'use client';

import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { lineageAxis } from '@/lib/view/lineage-axis';
import { AxisHead } from './axis-head';
import { LineageRow, treeColumns } from './lineage-row';
import type { TreeActions } from './tree-actions';
import type { TreeRow, VisibleTree } from './visible-tree';

interface LineageViewProps {
  tree: VisibleTree;
  actions: TreeActions;
  onToggle: (id: string) => void;
}

/** The runs of a lineage below each other on one axis of events; a tree for the keyboard. */
export function LineageView({ tree: { rows }, actions, onToggle }: LineageViewProps) {
  const [selectedId, select] = useState<string | null>(null);
  const hadFocus = useRef(false);
  const axis = useMemo(
    () =>
      lineageAxis(
        rows.map(({ node, parentRow }) => ({
          parent: parentRow,
          forkSeq: node.forkSeq ?? -1,
          events: node.totals.events,
        })),
      ),
    [rows],
  );
  const found = rows.findIndex(({ node }) => node.id === selectedId);
  const at = found < 0 ? 0 : found;
  const current = rows[at];

  useEffect(() => {
    if (hadFocus.current && current)
      document.getElementById(`run-${current.node.id}`)?.focus({ preventScroll: false });
  }, [current]);

  const goTo = (row: TreeRow | undefined): void => {
    if (!row) return;
    hadFocus.current = true;
    select(row.node.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys of a button inside of a row are its own.
    if (!current || event.target !== event.currentTarget) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const run = keysOf(current, at)[event.key];
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  const keysOf = (row: TreeRow, index: number): Record<string, (() => void) | undefined> => {
    const { node, branches, collapsed, parentRow } = row;
    const next = () => goTo(rows[index + 1]);
    const previous = () => goTo(rows[index - 1]);
    const open = () =>
      branches === 0 ? undefined : collapsed ? onToggle(node.id) : goTo(rows[index + 1]);
    const close = () =>
      branches > 0 && !collapsed
        ? onToggle(node.id)
        : parentRow === null
          ? undefined
          : goTo(rows[parentRow]);
    const live = !node.deleted;
    return {
      ...{ ArrowDown: next, j: next, ArrowUp: previous, k: previous },
      ...{ ArrowRight: open, l: open, ArrowLeft: close, h: close },
      Home: () => goTo(rows[0]),
      End: () => goTo(rows.at(-1)),
      ...(live
        ? {
            Enter: () => actions.open(node),
            d: () => actions.mark(node),
            F2: () => actions.rename(node),
            Delete: () => actions.remove(node),
          }
        : {}),
    };
  };

  return (
    <div>
      <div className={`border-line border-b px-3 ${treeColumns}`}>
        <span className="flex items-end pb-0.5 text-11 text-text-3 max-md:hidden">Run</span>
        <AxisHead events={axis.events} />
        <span className="flex items-end pb-0.5 text-11 text-text-3 max-md:hidden">
          Outcome, model, against the parent
        </span>
      </div>
      <div role="tree" aria-label="Lineage">
        {rows.map((row, index) => (
          <LineageRow
            key={row.node.id}
            row={row}
            axis={axis.rows[index] ?? { from: 0, to: 0, fork: null, down: [], pass: [] }}
            selected={index === at}
            actions={actions}
            onSelect={() => select(row.node.id)}
            onKeyDown={onKeyDown}
            onToggle={() => onToggle(row.node.id)}
          />
        ))}
      </div>
    </div>
  );
}
