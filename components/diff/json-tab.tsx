'use client';

import { useMemo } from 'react';
import type { Json } from '@/lib/trace/json';
import { eventJson, messagesJson, setupJson } from '@/lib/view/event-json';
import { LoadState } from './load-state';
import { type Content, useBody, type Wanted } from './use-body';
import { ValueCompare } from './value-compare';

function jsonOf({ event, said, setup }: Content, { seq }: Wanted, edit: boolean): Json | undefined {
  if (edit)
    return {
      messages: messagesJson(said),
      ...(setup === null ? {} : { setup: setupJson(setup) }),
    };
  return seq === null || !event ? undefined : eventJson(event, said);
}

/** The events of a row as JSON, path beside path. */
export function JsonTab({
  left,
  right,
  edit,
}: {
  left: Wanted;
  right: Wanted;
  /** What was there beside what was put there, instead of two events. */
  edit: boolean;
}) {
  const [a, b] = [useBody(left), useBody(right)];
  const before = useMemo(() => jsonOf(a.content, left, edit), [a.content, left, edit]);
  const after = useMemo(() => jsonOf(b.content, right, edit), [b.content, right, edit]);
  const loading = a.isPending || b.isPending;
  return (
    <>
      <LoadState of={[a, b]} />
      {!loading && (
        <div className="p-3">
          {before === undefined && after === undefined ? (
            <p className="text-12 text-text-3">The trace holds no content for this event.</p>
          ) : (
            <ValueCompare label={edit ? 'the edit' : 'the event'} before={before} after={after} />
          )}
        </div>
      )}
    </>
  );
}
