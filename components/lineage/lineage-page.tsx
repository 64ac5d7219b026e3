'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { parseAsArrayOf, parseAsBoolean, parseAsString, useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import { api } from '@/components/data/api-client';
import { MatrixList } from '@/components/matrix/matrix-list';
import { pageView } from '@/components/share/page-view';
import { ShareButton } from '@/components/share/share-button';
import { ShareDialog } from '@/components/share/share-dialog';
import { useDelete } from '@/components/traces/use-delete';
import { useMark } from '@/components/traces/use-mark';
import { Button, buttonClasses } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { TextInput } from '@/components/ui/field';
import { PageBar } from '@/components/ui/page-bar';
import { useShortcuts } from '@/components/ui/shortcuts';
import { RenameDialog } from '@/components/workbench/rename-dialog';
import type { LineageNode } from '@/lib/api/trace-contract';
import { counted } from '@/lib/view/format-number';
import { diffLink, traceLink } from '@/lib/view/links';
import { LineageView } from './lineage-view';
import type { TreeActions } from './tree-actions';
import { type VisibleTree, visibleTree } from './visible-tree';

interface Lineage {
  rootId: string;
  nodes: LineageNode[];
}

const params = {
  q: parseAsString.withDefault(''),
  archived: parseAsBoolean.withDefault(false),
  /** The A of a diff to come. */
  mark: parseAsString,
  /** Runs whose branches were folded; in a big tree those whose branches were opened. */
  fold: parseAsArrayOf(parseAsString).withDefault([]),
};

function said({ rows, folded }: VisibleTree, all: number): string {
  const shown = rows.length === all ? '' : `${rows.length} of ${counted(all, 'run')} shown`;
  return [shown, folded > 0 ? `${folded} folded away` : '']
    .filter((word) => word !== '')
    .join(', ');
}

/** A run and all that grew from it. */
export function LineagePage({ id, initial }: { id: string; initial: Lineage }) {
  // Any live member leads to the whole family; the one in the address may be deleted here.
  const [member, setMember] = useState(id);
  const { data, error } = useQuery({
    ...api.traces.lineage.queryOptions({ input: { id: member }, staleTime: 0 }),
    ...(member === id ? { initialData: initial } : {}),
    placeholderData: keepPreviousData,
  });
  const { remove, undoBar } = useDelete();
  const [shared, setShared] = useState<LineageNode | null>(null);
  const [renamed, setRenamed] = useState<LineageNode | null>(null);
  const [{ q, archived, mark, fold }, setView] = useQueryStates(params, { history: 'replace' });
  const tree = useMemo(
    () => visibleTree(data?.nodes ?? [], { toggled: new Set(fold), archived, name: q }),
    [data, fold, archived, q],
  );
  const root = data?.nodes.find((node) => node.id === data.rootId) ?? data?.nodes[0] ?? null;
  const marked = data?.nodes.find((node) => node.id === mark && !node.deleted) ?? null;
  const router = useRouter();
  const setMarks = useMark();

  const removeNode = (node: LineageNode): void => {
    if (node.id === member) {
      const other = data?.nodes.find((one) => !one.deleted && one.id !== node.id);
      if (other) setMember(other.id);
    }
    remove(node);
  };

  const toggle = (node: string): void =>
    void setView({
      fold: fold.includes(node) ? fold.filter((one) => one !== node) : [...fold, node],
    });
  const actions: TreeActions = {
    ...{ root, marked, setMarks, share: setShared, rename: setRenamed, remove: removeNode },
    open: (node) => router.push(traceLink(node.id)),
    diff: (a, b) => router.push(diffLink(a.id, b.id)),
    mark(node) {
      if (marked && marked.id !== node.id) router.push(diffLink(marked.id, node.id));
      else void setView({ mark: marked ? null : node.id });
    },
  };
  useShortcuts(
    {
      '/': { label: 'Search', run: () => document.getElementById('run-search')?.focus() },
      ...(marked
        ? { Escape: { label: 'Take the mark off', run: () => void setView({ mark: null }) } }
        : {}),
    },
    { group: 'Lineage' },
  );

  return (
    <>
      <PageBar>
        <h1 className="min-w-0 truncate font-medium text-13">
          Lineage {root && <bdi className="text-text-2">of {root.name}</bdi>}
        </h1>
        <span className="ml-auto text-12 text-text-3">
          {counted(data?.nodes.length ?? 0, 'trace')}
        </span>
        {root && !root.deleted && (
          <ShareButton target={{ kind: 'tree', root: root.id }} view={pageView} />
        )}
      </PageBar>
      <main id="main">
        {error || !data || data.nodes.length === 0 ? (
          <EmptyState
            title="Nothing of this lineage is left"
            actions={
              <Link href="/" className={buttonClasses()}>
                All traces
              </Link>
            }
          >
            All its traces are deleted. What was deleted just now can still be taken back.
          </EmptyState>
        ) : (
          <>
            <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b px-3 py-1 text-12">
              <label htmlFor="run-search" className="sr-only">
                Search runs by name
              </label>
              <TextInput
                id="run-search"
                type="search"
                placeholder="Search by name"
                className="max-w-60"
                value={q}
                onChange={(event) => void setView({ q: event.target.value || null })}
              />
              {tree.archived > 0 && (
                <label className="flex min-h-6 items-center gap-2">
                  <input
                    type="checkbox"
                    className="size-[14px]"
                    checked={archived}
                    onChange={(event) => void setView({ archived: event.target.checked || null })}
                  />
                  Show {counted(tree.archived, 'archived run')}
                </label>
              )}
              <span role="status" className="text-text-3">
                {said(tree, data?.nodes.length ?? 0)}
              </span>
              {marked && (
                <span className="ml-auto flex items-center gap-2">
                  A: <bdi className="max-w-60 truncate">{marked.name}</bdi>, choose B with d
                  <Button look="ghost" onClick={() => void setView({ mark: null })}>
                    Take the mark off
                  </Button>
                </span>
              )}
            </div>
            {tree.rows.length === 0 ? (
              <EmptyState title="No run is shown">
                {q === '' ? 'All runs of this lineage are archived.' : 'No run has this name.'}
              </EmptyState>
            ) : (
              <LineageView tree={tree} actions={actions} onToggle={toggle} />
            )}
            {root && !root.deleted && <MatrixList traceId={root.id} />}
            {data.nodes.length === 1 && (
              <EmptyState title="No forks yet">
                Open the trace, stand on an event and press f to begin one.
              </EmptyState>
            )}
          </>
        )}
      </main>
      {renamed && (
        <RenameDialog key={renamed.id} detail={renamed} open onClose={() => setRenamed(null)} />
      )}
      {shared && (
        <ShareDialog
          key={shared.id}
          target={{ kind: 'tree', root: shared.id }}
          view={pageView()}
          open
          onOpenChange={() => setShared(null)}
        />
      )}
      {undoBar}
    </>
  );
}
