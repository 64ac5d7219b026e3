'use client';

import { CircleSlash2, FoldVertical, Scissors } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTraceSource } from '@/components/data/trace-source';
import { useMessage } from '@/components/data/use-message';
import type { WhatIf, WhatIfPoint } from '@/components/data/what-if';
import { MessageCard } from '@/components/inspector/message-card';
import { PartView } from '@/components/inspector/part-view';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { CounterfactualAnswer } from '@/lib/api/counterfactual-contract';
import type { ConversationEntry } from '@/lib/replay/conversation-at';
import { forkPoint } from '@/lib/replay/fork/fork-point';
import type { Message, Part } from '@/lib/trace/message';
import type { Outline } from '@/lib/trace/outline';
import { counted, exactNumber } from '@/lib/view/format-number';
import { NotYet } from './not-yet';
import { useWithout } from './use-without';

type Change = NonNullable<CounterfactualAnswer['messages']>['changes'][number];

/** Changed messages that are drawn at once. */
const portion = 20;

/** The conversation at a moment: what stays is folded, what would not be there is struck out. */
export function WithoutMessages({
  whatIf,
  point,
  outline,
  poolSize,
  onOpen,
}: {
  whatIf: WhatIf;
  point: WhatIfPoint;
  outline: Outline;
  poolSize: number;
  onOpen: (seq: number) => void;
}) {
  const [most, setMost] = useState(portion);
  const { data, ...state } = useWithout(whatIf, point, 'messages');
  const { seq, side } = point;
  const entries = useMemo(() => forkPoint(outline, seq, side).entries, [outline, seq, side]);
  const messages = data?.messages;
  if (!messages) return <NotYet {...state} />;
  const gone = entries.length - messages.after;
  const drawn = messages.changes.slice(0, most);
  const last = drawn.at(-1)?.index ?? -1;
  return (
    <>
      <p className="border-line border-b px-3 py-2 text-12">
        {gone === 0 && messages.changed === 0
          ? `The same ${counted(entries.length, 'message')}.`
          : `${counted(entries.length, 'message')} → ${counted(messages.after, 'message')}`}
        {messages.changed > gone && (
          <span className="text-text-2">, {exactNumber(messages.changed - gone)} shortened</span>
        )}
      </p>
      {entries.length === 0 && (
        <EmptyState title="No conversation is known here">
          The trace does not say which messages belong to this event.
        </EmptyState>
      )}
      {drawn.map((change, at) => {
        const entry = entries[change.index];
        const before = change.index - (drawn[at - 1]?.index ?? -1) - 1;
        return (
          entry && (
            <div key={change.index}>
              <Kept count={before} />
              <ChangedMessage {...{ change, entry, poolSize, onOpen }} />
            </div>
          )
        );
      })}
      {messages.changes.length > most ? (
        <p className="flex flex-wrap items-center gap-2 px-3 py-1 text-12 text-text-3">
          {exactNumber(most)} of {counted(messages.changed, 'change')}
          <Button onClick={() => setMost(most + portion)}>Show more</Button>
        </p>
      ) : (
        <Kept count={entries.length - last - 1} />
      )}
      {messages.changed > messages.changes.length && messages.changes.length <= most && (
        <p className="px-3 py-1 text-12 text-text-3">
          The first {exactNumber(messages.changes.length)} of {counted(messages.changed, 'change')}{' '}
          are listed.
        </p>
      )}
    </>
  );
}

function Kept({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <p className="flex min-h-8 items-center gap-2 border-line border-b bg-surface-1 px-3 text-12 text-text-3">
      <FoldVertical size={14} strokeWidth={1.5} aria-hidden className="shrink-0" />
      {counted(count, 'message')} as {count === 1 ? 'it was' : 'they were'}
    </p>
  );
}

interface ChangedProps {
  change: Change;
  entry: ConversationEntry;
  poolSize: number;
  onOpen: (seq: number) => void;
}

function ChangedMessage({ change, entry, poolSize, onOpen }: ChangedProps) {
  const Glyph = change.left ? Scissors : CircleSlash2;
  const word = change.left ? 'shortened' : 'left out';
  return (
    <article aria-label={`Message ${change.index + 1}, ${word}`}>
      <h2 className="flex min-h-6 flex-wrap items-center gap-x-2 border-line border-b bg-surface-1 px-3 text-11 text-text-2">
        <Glyph size={14} strokeWidth={1.5} aria-hidden className="shrink-0" />
        <span className="font-medium">{word}</span>
        <span className="font-mono text-text-3 tabular-nums">message {change.index + 1}</span>
        <span>{change.because}</span>
      </h2>
      {change.left ? (
        <Shortened {...{ entry, poolSize }} left={change.left} />
      ) : (
        <div className="line-through decoration-text-3">
          <MessageCard {...{ entry, poolSize, onOpen }} />
        </div>
      )}
    </article>
  );
}

function Shortened({
  entry,
  poolSize,
  left,
}: {
  entry: ConversationEntry;
  poolSize: number;
  left: NonNullable<Change['left']>;
}) {
  const { data } = useMessage(useTraceSource(), entry.position, poolSize);
  const parts = useMemo(() => (data ? partsOf(data.message, left) : []), [data, left]);
  return (
    <div className="flex flex-col gap-2 border-line border-b py-2 pr-3 pl-4">
      {parts.map(({ part, stays }, at) =>
        stays ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a stored message never move.
          <PartView key={at} part={part} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <div key={at}>
            <p className="flex items-center gap-1 text-11 text-text-2">
              <CircleSlash2 size={14} strokeWidth={1.5} aria-hidden />
              left out
            </p>
            <div className="line-through decoration-text-3">
              <PartView part={part} />
            </div>
          </div>
        ),
      )}
    </div>
  );
}

/** Which parts of a message stay: those that are left, in their order. */
function partsOf(before: Message, left: Message): { part: Part; stays: boolean }[] {
  let at = 0;
  return before.parts.map((part) => {
    const stays = JSON.stringify(part) === JSON.stringify(left.parts[at]);
    if (stays) at += 1;
    return { part, stays };
  });
}
