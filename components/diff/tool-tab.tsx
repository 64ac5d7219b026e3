'use client';

import { useMemo } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { argumentsOf, resultOf, wholeEvent } from './companion';
import type { LoadedSide } from './diff-side';
import { LoadState } from './load-state';
import { useBody } from './use-body';
import { ValueCompare } from './value-compare';

interface At {
  side: LoadedSide;
  seq: number | null;
  /** The row itself stands on another event: this is its call, or its result. */
  elsewhere: boolean;
}

/** Arguments or result of a tool call, wherever in the trace they stand. */
export function ToolTab({ what, a, b }: { what: 'arguments' | 'result'; a: At; b: At }) {
  const left = useBody(useMemo(() => wholeEvent(a.side, a.seq), [a.side, a.seq]));
  const right = useBody(useMemo(() => wholeEvent(b.side, b.seq), [b.side, b.seq]));
  const read = what === 'arguments' ? argumentsOf : resultOf;
  const [before, after] = [read(left.content), read(right.content)];
  const loading = left.isPending || right.isPending;
  const where = [a, b].flatMap(({ side, seq, elsewhere }) =>
    seq !== null && elsewhere ? [`${side.letter} #${seq}`] : [],
  );
  const missing = [a, b].flatMap(({ side }, index) =>
    (index === 0 ? before : after) === undefined ? [side.letter] : [],
  );
  return (
    <>
      <LoadState of={[left, right]} />
      {!loading && (
        <div className="flex flex-col gap-1 p-3">
          {where.length > 0 && (
            <p className="text-12 text-text-3">
              {what === 'arguments' ? 'Of the call at' : 'Of the result at'} {where.join(' and ')}.
            </p>
          )}
          {missing.length === 2 ? (
            <EmptyState title={`No ${what === 'arguments' ? 'arguments' : 'result'} in the trace`}>
              The trace does not hold them for this event.
            </EmptyState>
          ) : (
            <>
              {missing.length === 1 && (
                <p className="text-12 text-text-2">{missing[0]} has none here.</p>
              )}
              <ValueCompare label={what} before={before} after={after} />
            </>
          )}
        </div>
      )}
    </>
  );
}
