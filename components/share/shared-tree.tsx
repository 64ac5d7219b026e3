'use client';

import { useState } from 'react';
import type { SharedTrace } from '@/lib/api/share-contract';
import { sharedTreeOrder } from './shared-tree-order';
import { SharedTreeRow } from './shared-tree-row';

/** A shared trace and its branches; each opens, and each can be laid beside what it grew from or a marked one. */
export function SharedTree({ token, traces }: { token: string; traces: readonly SharedTrace[] }) {
  const [marked, setMarked] = useState<string | null>(null);
  const head = 'px-2 font-medium sm:px-3';
  return (
    <main id="main" className="min-h-0 flex-1 overflow-auto">
      <table className="w-full border-collapse text-left text-12">
        <thead>
          <tr className="h-7 border-line border-b text-text-3">
            <th scope="col" className="pl-3 font-medium">
              Name and fork
            </th>
            <th scope="col" className={head}>
              Outcome
            </th>
            <th scope="col" className={`${head} hidden md:table-cell`}>
              Models
            </th>
            <th scope="col" className={`${head} text-right`}>
              Events
            </th>
            <th scope="col" className={`${head} hidden text-right sm:table-cell`}>
              Tokens
            </th>
            <th scope="col" className="max-sm:hidden">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sharedTreeOrder(traces).map((placed) => (
            <SharedTreeRow
              key={placed.trace.side}
              token={token}
              placed={placed}
              marked={marked}
              onMark={setMarked}
            />
          ))}
        </tbody>
      </table>
    </main>
  );
}
