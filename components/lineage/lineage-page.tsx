'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { api } from '@/components/data/api-client';
import { MatrixList } from '@/components/matrix/matrix-list';
import { pageView } from '@/components/share/page-view';
import { ShareButton } from '@/components/share/share-button';
import { useDelete } from '@/components/traces/use-delete';
import { buttonClasses } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageBar } from '@/components/ui/page-bar';
import { RenameDialog } from '@/components/workbench/rename-dialog';
import type { LineageNode } from '@/lib/api/trace-contract';
import { counted } from '@/lib/view/format-number';
import { LineageRow } from './lineage-row';
import { lineageTree } from './lineage-tree';

interface Lineage {
  rootId: string;
  nodes: LineageNode[];
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
  const [renamed, setRenamed] = useState<LineageNode | null>(null);
  const placed = useMemo(() => lineageTree(data?.nodes ?? []), [data]);
  const root = placed[0]?.node;

  const removeNode = (node: LineageNode): void => {
    if (node.id === member) {
      const other = data?.nodes.find((one) => !one.deleted && one.id !== node.id);
      if (other) setMember(other.id);
    }
    remove(node);
  };

  return (
    <>
      <PageBar>
        <h1 className="min-w-0 truncate font-medium text-13">
          Lineage {root && <bdi className="text-text-2">of {root.name}</bdi>}
        </h1>
        <span className="ml-auto text-12 text-text-3">{counted(placed.length, 'trace')}</span>
        {root && !root.deleted && (
          <ShareButton target={{ kind: 'tree', root: root.id }} view={pageView} />
        )}
      </PageBar>
      <main id="main">
        {error || placed.length === 0 ? (
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
            <section
              className="overflow-x-auto"
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
              tabIndex={0}
              aria-label="Lineage"
            >
              <table className="w-full border-collapse text-left text-12">
                <thead>
                  <tr className="h-7 border-line border-b text-text-3">
                    <th scope="col" className="pl-3 font-medium">
                      Name and fork
                    </th>
                    <th scope="col" className="px-2 sm:px-3 font-medium">
                      Outcome
                    </th>
                    <th scope="col" className="hidden px-2 sm:px-3 font-medium md:table-cell">
                      Models
                    </th>
                    <th scope="col" className="px-2 sm:px-3 text-right font-medium">
                      Events
                    </th>
                    <th
                      scope="col"
                      className="hidden px-2 sm:px-3 text-right font-medium sm:table-cell"
                    >
                      Tokens
                    </th>
                    <th scope="col" className="max-sm:hidden">
                      <span className="sr-only">Actions</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {placed.map((one) => (
                    <LineageRow
                      key={one.node.id}
                      placed={one}
                      onRename={setRenamed}
                      onDelete={removeNode}
                    />
                  ))}
                </tbody>
              </table>
            </section>
            {root && !root.deleted && <MatrixList traceId={root.id} />}
            {placed.length === 1 && (
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
      {undoBar}
    </>
  );
}
