'use client';

import Link from 'next/link';
import { useMemo } from 'react';
import { buttonClasses } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import type { DiffRow } from '@/lib/view/diff-rows';
import { pairFields } from '@/lib/view/event-fields';
import { exactNumber } from '@/lib/view/format-number';
import type { LoadedSide } from './diff-side';
import { EventFacts } from './event-facts';
import { FieldDiff } from './field-diff';
import { stateLook } from './row-state';
import { mostMessages, useFields } from './use-fields';
import { wantedBodies } from './wanted-bodies';

interface RowDetailProps {
  row: DiffRow | null;
  a: LoadedSide;
  b: LoadedSide;
  sharedPrefix: number;
}

/** What one row is made of, side against side. */
export function RowDetail({ row, a, b, sharedPrefix }: RowDetailProps) {
  if (row?.kind !== 'pair')
    return (
      <EmptyState title={row ? 'Equal events are folded here' : 'No row is selected'}>
        {row ? 'Show them to compare one by one.' : 'Select a row to see what differs in it.'}
      </EmptyState>
    );
  return <PairDetail key={row.id} row={row} a={a} b={b} sharedPrefix={sharedPrefix} />;
}

function PairDetail({
  row,
  a,
  b,
  sharedPrefix,
}: RowDetailProps & { row: Extract<DiffRow, { kind: 'pair' }> }) {
  const wanted = useMemo(() => wantedBodies(row, a, b, sharedPrefix), [row, a, b, sharedPrefix]);
  const left = useFields(wanted.left);
  const right = useFields(wanted.right);
  const pairs = useMemo(
    () => pairFields(left.data?.fields ?? [], right.data?.fields ?? []),
    [left.data, right.data],
  );
  const edit = row.state === 'edit';
  const only = edit ? null : row.a === null ? 'B' : row.b === null ? 'A' : null;
  const most = Math.max(wanted.left.messages.length, wanted.right.messages.length);
  const { Glyph, word, tone } = stateLook[row.state];

  return (
    <div className="min-w-0">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-surface-1 px-3 py-1 text-12">
        <h2 className="sr-only">The selected row</h2>
        <span className={`flex items-center gap-1 ${tone}`}>
          <Glyph size={14} strokeWidth={1.5} aria-hidden />
          {word}
        </span>
        {[
          { side: a, seq: row.a },
          { side: b, seq: row.b },
        ].map(
          ({ side, seq }) =>
            seq !== null &&
            side.link && (
              <Link key={side.letter} href={side.link(seq)} className={buttonClasses('ghost')}>
                Open {side.letter} at #{seq}
              </Link>
            ),
        )}
      </div>
      {(left.error ?? right.error) && (
        <Callout
          live
          tone="error"
          title="This row could not be loaded."
          kept="Nothing was lost."
          next="Reload the page."
        />
      )}
      {edit ? (
        <p className="px-3 pt-2 text-12 text-text-2">
          What was there before the fork, and what the edit put in its place.
        </p>
      ) : (
        <EventFacts
          a={{
            row: row.a === null ? undefined : a.outline[row.a],
            event: left.data?.event ?? null,
          }}
          b={{
            row: row.b === null ? undefined : b.outline[row.b],
            event: right.data?.event ?? null,
          }}
        />
      )}
      {left.isPending || right.isPending ? (
        <p className="p-3 text-12 text-text-3">Loading…</p>
      ) : pairs.length === 0 ? (
        <p className="p-3 text-12 text-text-3">The trace holds no content for this event.</p>
      ) : (
        pairs.map((pair) => (
          <FieldDiff key={pair.label} pair={pair} only={only} fold={row.state !== 'same'} />
        ))
      )}
      {most > mostMessages && (
        <p className="p-3 text-12 text-text-2">
          The first {mostMessages} of {exactNumber(most)} messages are compared.
        </p>
      )}
    </div>
  );
}
