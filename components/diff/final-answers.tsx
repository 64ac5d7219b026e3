'use client';

import { useMemo } from 'react';
import { TextView } from '@/components/ui/text-view';
import { positionsOf } from '@/lib/trace/conversation';
import { textOf } from '@/lib/trace/message';
import type { Outline } from '@/lib/trace/outline';
import type { LoadedSide } from './diff-side';
import { useBody } from './use-body';

/** The last event in which a model said something. */
const lastSaid = (outline: Outline) =>
  outline.findLast(
    ({ kind, role, said }) =>
      said !== null && (kind === 'model-call' || (kind === 'message' && role === 'assistant')),
  );

/** Where events cannot be laid beside each other, what both runs came to can. */
export function FinalAnswers({ a, b }: { a: LoadedSide; b: LoadedSide }) {
  return (
    <section aria-label="Final answers" className="shrink-0 border-line border-b">
      <div className="grid border-line border-b md:grid-cols-2">
        <Answer side={a} />
        <Answer side={b} />
      </div>
      <p className="px-3 py-1 text-12 text-text-2">
        The rows below are laid beside each other by their order only: a pair need not be the same
        step.
      </p>
    </section>
  );
}

function Answer({ side }: { side: LoadedSide }) {
  const row = useMemo(() => lastSaid(side.outline), [side.outline]);
  const wanted = useMemo(
    () => ({ side, seq: null, messages: [...positionsOf(row?.said?.append ?? [])], setup: null }),
    [side, row],
  );
  const { content, isPending, error } = useBody(wanted);
  const text = content.said.map(textOf).join('\n\n').trim();
  return (
    <div className="min-w-0 border-line px-3 py-2 md:odd:border-r">
      <h3 className="pb-1 text-12 text-text-3">
        Final answer of {side.letter}
        {row && `, #${row.seq}`}
      </h3>
      <div className="max-h-40 overflow-y-auto">
        {error ? (
          <p className="text-12 text-bad">It could not be loaded. Reload the page.</p>
        ) : isPending ? (
          <p className="text-12 text-text-3">…</p>
        ) : row && text !== '' ? (
          <TextView text={text} face="sans" />
        ) : (
          <p className="text-12 text-text-3">
            {row
              ? 'The last reply of the model has no text.'
              : 'The trace holds no reply of a model.'}
          </p>
        )}
      </div>
    </div>
  );
}
