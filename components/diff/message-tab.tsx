'use client';

import { useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { DiffRow } from '@/lib/view/diff-rows';
import { eventFields, messageFields, pairFields, setupFields } from '@/lib/view/event-fields';
import { exactNumber } from '@/lib/view/format-number';
import type { LoadedSide } from './diff-side';
import { EventFacts } from './event-facts';
import { FieldDiff } from './field-diff';
import { LoadState } from './load-state';
import { type Content, portion, useBody, type Wanted } from './use-body';

// What was said or done is what a reader came for.
const fieldsOf = ({ event, said, setup }: Content) => [
  ...(event ? eventFields(event, said) : messageFields(said)),
  ...(setup ? setupFields(setup) : []),
];

/** An edit stands on one side; the other one shows what was there. */
const editSides = (row: { a: number | null }): readonly [string, string] =>
  row.a === null ? ['before', 'after'] : ['after', 'before'];

/** What the events of a row say, text beside text. */
export function MessageTab({
  row,
  a,
  b,
  wanted,
  wide,
}: {
  row: Extract<DiffRow, { kind: 'pair' }>;
  a: LoadedSide;
  b: LoadedSide;
  wanted: { left: Wanted; right: Wanted };
  wide: boolean;
}) {
  const [most, setMost] = useState(portion);
  const left = useBody(wanted.left, most);
  const right = useBody(wanted.right, most);
  const isPending = left.isPending || right.isPending;
  const pairs = useMemo(
    () => (isPending ? null : pairFields(fieldsOf(left.content), fieldsOf(right.content))),
    [isPending, left.content, right.content],
  );
  const edit = row.state === 'edit';
  const only = edit ? null : row.a === null ? 'B' : row.b === null ? 'A' : null;
  const all = Math.max(wanted.left.messages.length, wanted.right.messages.length);

  return (
    <>
      {edit ? (
        <p className="px-3 pt-2 text-12 text-text-2">
          What was there before the fork, and what the edit put in its place.
        </p>
      ) : (
        <EventFacts
          wide={wide}
          a={{ row: row.a === null ? undefined : a.outline[row.a], event: left.content.event }}
          b={{ row: row.b === null ? undefined : b.outline[row.b], event: right.content.event }}
        />
      )}
      <LoadState of={[left, right]} />
      {pairs?.length === 0 && (
        <p className="p-3 text-12 text-text-3">The trace holds no content for this event.</p>
      )}
      {pairs?.map((pair) => (
        <FieldDiff
          key={pair.label}
          pair={pair}
          only={only}
          fold={row.state !== 'same'}
          sides={edit ? editSides(row) : undefined}
        />
      ))}
      {all > most && (
        <p className="flex items-center gap-2 p-3 text-12 text-text-2">
          {exactNumber(most)} of {exactNumber(all)} messages
          <Button onClick={() => setMost(most + portion)}>
            Show {exactNumber(Math.min(portion, all - most))} more
          </Button>
        </p>
      )}
    </>
  );
}
