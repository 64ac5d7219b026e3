'use client';

import { Equal, EqualNot, FoldVertical, Minus, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { ContextDiff } from '@/lib/api/diff-contract';
import { positionsOf } from '@/lib/trace/conversation';
import type { Message } from '@/lib/trace/message';
import { messageFields, pairFields } from '@/lib/view/event-fields';
import { counted, exactNumber } from '@/lib/view/format-number';
import type { LoadedSide } from './diff-side';
import { FieldDiff } from './field-diff';
import { LoadState } from './load-state';
import { usePositions } from './use-body';

type Block = ContextDiff['blocks'][number];

const looks = {
  same: { Glyph: Equal, word: 'same' },
  changed: { Glyph: EqualNot, word: 'changed' },
  left: { Glyph: Minus, word: 'only A' },
  right: { Glyph: Plus, word: 'only B' },
};
/** Messages that are shown at once. */
const portion = 20;

/** A stretch of messages in one state. Equal ones are folded until somebody wants them. */
export function ContextBlock({ a, b, block }: { a: LoadedSide; b: LoadedSide; block: Block }) {
  const [open, setOpen] = useState(block.state !== 'same');
  const count = block.aEnd - block.a;
  if (!open)
    return (
      <div className="flex min-h-8 items-center gap-2 border-line border-b bg-surface-1 px-3 text-12 text-text-3">
        <FoldVertical size={14} strokeWidth={1.5} aria-hidden className="shrink-0" />
        {counted(count, 'equal message')}
        <Button look="ghost" onClick={() => setOpen(true)}>
          Show
          <span className="sr-only">
            {' '}
            messages {block.a + 1} to {block.aEnd}
          </span>
        </Button>
      </div>
    );
  return <Messages a={a} b={b} block={block} />;
}

function Messages({ a, b, block }: { a: LoadedSide; b: LoadedSide; block: Block }) {
  const [most, setMost] = useState(portion);
  const left = useMemo(() => [...positionsOf(block.aPositions)], [block]);
  // Equal messages say the same: those of one side are enough.
  const right = useMemo(
    () => (block.state === 'same' ? [] : [...positionsOf(block.bPositions)]),
    [block],
  );
  const onA = usePositions(a.source, left, most);
  const onB = usePositions(b.source, right, most);
  const all = Math.max(left.length, right.length);
  const loading = onA.isPending || onB.isPending;
  return (
    <>
      <LoadState of={[onA, onB]} />
      {!loading &&
        Array.from({ length: Math.min(most, all) }, (_, at) => {
          const [x, y] = [left[at], right[at]];
          return (
            <ContextMessage
              // biome-ignore lint/suspicious/noArrayIndexKey: messages of a block never move.
              key={at}
              block={block}
              at={at}
              before={x === undefined ? undefined : onA.bodies.get(x)}
              after={y === undefined ? undefined : onB.bodies.get(y)}
            />
          );
        })}
      {all > most && (
        <p className="flex items-center gap-2 border-line border-b px-3 py-1 text-12 text-text-3">
          {exactNumber(most)} of {counted(all, 'message')}
          <Button onClick={() => setMost(most + portion)}>
            Show {exactNumber(Math.min(portion, all - most))} more
          </Button>
        </p>
      )}
    </>
  );
}

function ContextMessage({
  block: { state, a, b },
  at,
  before,
  after,
}: {
  block: Block;
  at: number;
  before: Message | undefined;
  after: Message | undefined;
}) {
  const { Glyph, word } = looks[state];
  const pairs = useMemo(() => {
    const own = before ? messageFields([before]) : [];
    return pairFields(own, state === 'same' ? own : after ? messageFields([after]) : []);
  }, [state, before, after]);
  const places =
    state === 'left'
      ? `A ${a + at + 1}`
      : state === 'right'
        ? `B ${b + at + 1}`
        : `A ${a + at + 1}, B ${b + at + 1}`;
  const role = before?.role ?? after?.role;
  return (
    <article aria-label={`Message ${places}, ${word}`}>
      <h3 className="flex min-h-6 items-center gap-2 border-line border-b bg-surface-1 px-3 text-12">
        <span className="flex items-center gap-1 text-11 text-text-2">
          <Glyph size={14} strokeWidth={1.5} aria-hidden />
          {word}
        </span>
        <span className="font-mono text-11 text-text-3 tabular-nums">{places}</span>
        {before && after && before.role !== after.role ? `${before.role} → ${after.role}` : role}
      </h3>
      {pairs.length === 0 ? (
        <p className="border-line border-b px-3 py-2 text-12 text-text-3">
          {role ? 'A message without content.' : 'This message is not in the store.'}
        </p>
      ) : (
        pairs.map((pair) => (
          <FieldDiff
            key={pair.label}
            pair={pair}
            only={state === 'left' ? 'A' : state === 'right' ? 'B' : null}
            fold={state === 'changed'}
          />
        ))
      )}
    </article>
  );
}
