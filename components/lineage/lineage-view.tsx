'use client';

import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useShortcuts } from '@/components/ui/shortcuts';
import { lineageAxis } from '@/lib/view/lineage-axis';
import { AxisHead } from './axis-head';
import { LineageRow, treeColumns } from './lineage-row';
import type { TreeActions } from './tree-actions';
import { useTypeAhead } from './use-type-ahead';
import type { TreeRow, VisibleTree } from './visible-tree';

interface LineageViewProps {
  tree: VisibleTree;
  actions: TreeActions;
  onToggle: (id: string) => void;
}

/** The runs of a lineage below each other on one axis of events; a tree for the keyboard. */
export function LineageView({ tree: { rows }, actions, onToggle }: LineageViewProps) {
  const [selected, select] = useState<{ id: string; at: number } | null>(null);
  /** Whether the keyboard is in the tree: it stays there when its row goes. */
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
  const found = rows.findIndex(({ node }) => node.id === selected?.id);
  const at = found < 0 ? Math.min(selected?.at ?? 0, rows.length - 1) : found;
  const current = rows[at];

  const currentId = current?.node.id;
  useEffect(() => {
    const row = currentId === undefined ? null : document.getElementById(`run-${currentId}`);
    // Only where nothing else took it: a menu of the row is not inside of it.
    if (hadFocus.current && document.activeElement === document.body) row?.focus();
  }, [currentId]);

  const goTo = (row: TreeRow | undefined): void => {
    if (!row) return;
    select({ id: row.node.id, at: rows.indexOf(row) });
    document.getElementById(`run-${row.node.id}`)?.focus();
  };
  const typeAhead = useTypeAhead();
  const onKeyDown = (event: KeyboardEvent, row: TreeRow, index: number): void => {
    // Keys of a button inside of a row are its own.
    if (event.target !== event.currentTarget) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const known = keysOf(row, index);
    const run = Object.hasOwn(known, event.key) ? known[event.key] : undefined;
    const typed = run && !typeAhead.isTyping() ? null : typeAhead.type(event.key);
    if (typed === null && !run) return;
    event.preventDefault();
    event.stopPropagation();
    if (typed === null) run?.();
    else goTo(typeAhead.find(rows, index, typed));
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

  const press = (key: string) => () => {
    if (current) keysOf(current, at)[key]?.();
  };
  useShortcuts(
    {
      j: { label: 'Next run (↓)', run: press('j') },
      k: { label: 'Previous run (↑)', run: press('k') },
      l: { label: 'Show the branches (→)', run: press('l') },
      h: { label: 'Fold the branches, go to the parent (←)', run: press('h') },
      Enter: { label: 'Open the run', run: press('Enter') },
      d: { label: 'Mark as A, then diff with B', run: press('d') },
      F2: { label: 'Rename', run: press('F2') },
      Delete: { label: 'Delete', run: press('Delete') },
    },
    { group: 'Lineage' },
  );

  return (
    <div>
      <div className={`border-line border-b px-3 ${treeColumns}`}>
        <span className="flex items-end pb-0.5 text-11 text-text-3 max-md:hidden">Run</span>
        <AxisHead events={axis.events} />
        <span className="flex items-end pb-0.5 text-11 text-text-3 max-md:hidden">
          Outcome, model, against the parent
        </span>
      </div>
      <div
        role="tree"
        aria-label="Lineage"
        onFocus={() => {
          hadFocus.current = true;
        }}
        onBlur={() => {
          hadFocus.current = false;
        }}
      >
        {rows.map((row, index) => (
          <LineageRow
            key={row.node.id}
            row={row}
            axis={axis.rows[index] ?? { from: 0, to: 0, fork: null, down: [], pass: [] }}
            selected={index === at}
            actions={actions}
            onSelect={() => select({ id: row.node.id, at: index })}
            onKeyDown={(event) => onKeyDown(event, row, index)}
            onToggle={() => onToggle(row.node.id)}
          />
        ))}
      </div>
    </div>
  );
}
