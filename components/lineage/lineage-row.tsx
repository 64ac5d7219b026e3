import { ChevronDown, ChevronRight, GitFork, Pin } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { OutcomeMark } from '@/components/workbench/trace-bar';
import type { LineageNode } from '@/lib/api/trace-contract';
import { cost, counted, dash, delta, exactNumber, shortNumber } from '@/lib/view/format-number';
import type { AxisRow } from '@/lib/view/lineage-axis';
import { tokensOf } from '@/lib/view/tokens-of';
import { AxisCell } from './axis-cell';
import { forkWords } from './fork-words';
import { RunMenu } from './run-menu';
import type { TreeActions } from './tree-actions';
import type { TreeRow } from './visible-tree';

/** Deeper than this the indent stops growing. */
const deepest = 8;

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

/** Columns of the tree from a wide screen on; below, the axis stands under the name. */
export const treeColumns =
  'md:grid md:grid-cols-[minmax(180px,300px)_minmax(0,1fr)_minmax(0,340px)_32px] md:gap-x-3';

interface LineageRowProps {
  row: TreeRow;
  axis: AxisRow;
  selected: boolean;
  actions: TreeActions;
  onSelect: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onToggle: () => void;
}

/** One run: its name, its own events on the common axis with the edit at its fork, and how it differs in cost. */
export function LineageRow({ row, axis, selected, actions, ...on }: LineageRowProps) {
  const { node, level, branches, collapsed } = row;
  const fork = forkWords(node);
  const isMarked = actions.marked?.id === node.id;
  return (
    <div
      id={`run-${node.id}`}
      role="treeitem"
      tabIndex={selected ? 0 : -1}
      aria-label={runLabel(row, isMarked)}
      aria-level={level}
      aria-posinset={row.place}
      aria-setsize={row.siblings}
      aria-selected={selected}
      aria-expanded={branches > 0 ? !collapsed : undefined}
      onFocus={on.onSelect}
      onClick={on.onSelect}
      onKeyDown={on.onKeyDown}
      onDoubleClick={(event) => {
        // Buttons and menus of a row are its children, also those that stand elsewhere.
        if (event.target instanceof Element && event.currentTarget.contains(event.target))
          if (!node.deleted && !event.target.closest('button')) actions.open(node);
      }}
      className={`relative border-line border-b px-3 -outline-offset-2 ${treeColumns} ${selected ? 'bg-select-tint' : 'hover:bg-surface-1'}`}
    >
      <div
        className="flex min-h-10 min-w-0 items-center gap-1.5 max-md:pr-7"
        style={{ paddingLeft: (Math.min(level, deepest) - 1) * 14 }}
      >
        <Twist row={row} onToggle={on.onToggle} />
        {node.pinned && <Pin {...glyph} className="shrink-0 text-text-3" />}
        <bdi
          className={`min-w-0 truncate text-13 ${node.deleted || node.archived ? 'text-text-3' : ''}`}
        >
          {node.name}
        </bdi>
        {node.deleted && <span className="shrink-0 text-11 text-text-3">deleted</span>}
        {node.archived && <span className="shrink-0 text-11 text-text-3">archived</span>}
        {isMarked && (
          <span className="shrink-0 rounded-4 border border-select px-1 text-11">A</span>
        )}
      </div>
      <div className="min-w-0" title={fork ? `${fork.edits}, ${fork.at}` : undefined}>
        <AxisCell row={axis} edits={fork?.edits ?? null} marked={isMarked} />
      </div>
      <Facts node={node} parent={row.parent} />
      <span className="flex items-center max-md:absolute max-md:top-2 max-md:right-3">
        {!node.deleted && <RunMenu row={row} actions={actions} reachable={selected} />}
      </span>
    </div>
  );
}

function Twist({
  row: { branches, collapsed, node },
  onToggle,
}: {
  row: TreeRow;
  onToggle: () => void;
}) {
  if (branches === 0)
    return node.parentId === null ? (
      <span className="size-6 shrink-0" />
    ) : (
      <span className="inline-flex size-6 shrink-0 items-center justify-center">
        <GitFork {...glyph} className="text-diverge" />
      </span>
    );
  const Glyph = collapsed ? ChevronRight : ChevronDown;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={
        collapsed ? `Show the branches of ${node.name}` : `Fold the branches of ${node.name}`
      }
      className="inline-flex size-6 shrink-0 items-center justify-center text-text-2 hover:text-text-1"
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <Glyph {...glyph} />
    </button>
  );
}

/** Outcome, model, and how it differs from its parent. */
function Facts({ node, parent }: { node: LineageNode; parent: LineageNode | null }) {
  const { totals, outcome } = node;
  const tokens = tokensOf(totals);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 text-12 text-text-2 tabular-nums max-md:pb-2">
      <OutcomeMark outcome={outcome} />
      {totals.models.length > 0 && (
        <bdi className="max-w-32 truncate font-mono text-11">{totals.models.join(', ')}</bdi>
      )}
      <span title={`${exactNumber(totals.events)} events`}>
        {counted(totals.events, 'event')}
        {parent && <Delta text={delta(parent.totals.events, totals.events)} />}
      </span>
      <span title={`${exactNumber(tokens)} tokens`}>
        {tokens === null ? 'tokens –' : `${shortNumber(tokens)} tokens`}
        {parent && <Delta text={delta(tokensOf(parent.totals), tokens)} />}
      </span>
      <span>
        {totals.costUsd === null ? 'cost –' : cost(totals.costUsd)}
        {parent && <Delta text={delta(parent.totals.costUsd, totals.costUsd, cost)} />}
      </span>
    </div>
  );
}

/** Nothing where it is not known. */
const Delta = ({ text }: { text: string }) =>
  text !== dash && (
    <span className="ml-1 text-11 text-text-3">
      <span className="sr-only">against the parent </span>
      {text}
    </span>
  );

/** What a screen reader says of a run. */
function runLabel({ node, branches }: TreeRow, isMarked: boolean): string {
  const fork = forkWords(node);
  return [
    node.name,
    ...(isMarked ? ['marked as A'] : []),
    ...(node.deleted ? ['deleted'] : []),
    ...(node.archived ? ['archived'] : []),
    ...(node.pinned ? ['pinned'] : []),
    ...(fork ? [`${fork.edits}, ${fork.at}`] : []),
    node.outcome,
    counted(node.totals.events, 'event'),
    ...(branches > 0 ? [counted(branches, 'branch', 'branches')] : []),
  ].join(', ');
}
