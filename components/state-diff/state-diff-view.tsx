'use client';

import Link from 'next/link';
import { EmptyState } from '@/components/ui/empty-state';
import type { StateDiffAnswer } from '@/lib/api/facts-contract';
import { factTitles } from '@/lib/replay/facts/fact';
import { byKind } from '@/lib/view/fact-words';
import { nothingRead } from '@/lib/view/facts-markdown';
import { counted } from '@/lib/view/format-number';
import { traceLink } from '@/lib/view/links';
import { FactList } from './fact-list';
import { TransitionTable } from './transition-table';

/** All transitions by kind, then what stayed as it was, folded. */
export function StateDiffView({ diff }: { diff: StateDiffAnswer }) {
  const { transitions, same, unchanged, a, b } = diff;
  if (transitions.length === 0 && same.length === 0)
    return (
      <EmptyState title={a.id === b.id ? 'Neither moment has a fact.' : 'Neither run has a fact.'}>
        {nothingRead}
      </EmptyState>
    );
  return (
    <div className="flex max-w-[1200px] flex-col gap-6 p-4">
      <p role="status" className="text-text-2">
        {transitions.length === 0 ? 'Nothing changed' : counted(transitions.length, 'change')}
        {same.length > 0 && `, ${same.length} unchanged`}.
      </p>
      {byKind(transitions).map(({ kind, items }) => (
        <TransitionTable key={kind} kind={kind} items={items} diff={diff} />
      ))}
      {unchanged.length > 0 && (
        <section aria-labelledby="unchanged">
          <h2 id="unchanged" className="pb-1 font-medium text-13">
            Unchanged
          </h2>
          {byKind(same).map(({ kind, items }) => (
            <details key={kind} className="border-line border-b">
              <summary className="min-h-6 cursor-pointer py-1 text-text-2">
                {factTitles[kind]} <span className="text-text-3 tabular-nums">{items.length}</span>
              </summary>
              <FactList
                label={`${factTitles[kind]}, unchanged`}
                facts={items}
                eventLink={(seq) => (
                  <Link
                    href={traceLink(b.id, { seq, panel: 'event' })}
                    className="inline-flex min-h-6 shrink-0 items-center font-mono text-12 text-select hover:underline"
                  >
                    #{seq}
                  </Link>
                )}
              />
            </details>
          ))}
        </section>
      )}
    </div>
  );
}
