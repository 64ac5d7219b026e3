'use client';

import { useState } from 'react';
import { useTraceSource } from '@/components/data/trace-source';
import type { WhatIf, WhatIfPoint } from '@/components/data/what-if';
import { EmptyState } from '@/components/ui/empty-state';
import { Segments } from '@/components/ui/segments';
import type { ExcludedEvents } from '@/components/workbench/use-excluded';
import type { Side } from '@/lib/replay/conversation-at';
import type { Outline, OutlineRow } from '@/lib/trace/outline';
import { counted } from '@/lib/view/format-number';
import { WithoutKnown } from './without-known';
import { WithoutMessages } from './without-messages';
import { WithoutRequest } from './without-request';

const looks = [
  { value: 'messages', label: 'Messages' },
  { value: 'state', label: 'State' },
  { value: 'facts', label: 'Facts' },
  { value: 'request', label: 'Request' },
] as const;
type Look = (typeof looks)[number]['value'];

/** What would have been at an event without those that are left out, next to what was. */
export function WithoutPanel({
  outline,
  row,
  side,
  poolSize,
  events,
  onSide,
  onOpen,
}: {
  outline: Outline;
  row: OutlineRow;
  side: Side;
  poolSize: number;
  events: ExcludedEvents;
  onSide: (side: Side) => void;
  onOpen: (seq: number) => void;
}) {
  const { whatIf } = useTraceSource();
  const [look, setLook] = useState<Look>('messages');
  const { excluded, x } = events;
  if (!whatIf || excluded.seqs.size === 0)
    return (
      <EmptyState title="No event is left out">
        Stand on an event and press x to see what would have been without it.
      </EmptyState>
    );
  const point = { seq: row.seq, side, x };
  return (
    <section aria-label="Without" className="flex min-h-full flex-col">
      <div className="flex flex-col gap-2 border-line border-b px-3 py-2 text-12">
        <p>
          {side === 'before' ? 'Before' : 'After'} <span className="font-mono">#{row.seq}</span>,
          without {counted(excluded.seqs.size, 'event')}.{' '}
          <span className="text-text-2">
            Filtering, not causation: the run is not re-imagined, later events stay as recorded.
          </span>
        </p>
        {excluded.alsoExcluded.length > 0 && <TakenAlong events={events} onOpen={onOpen} />}
        <div className="flex flex-wrap gap-2">
          <Segments
            label="Side of the event"
            value={side}
            onChange={onSide}
            options={[
              { value: 'before', label: 'Before' },
              { value: 'after', label: 'After' },
            ]}
          />
          <Segments label="What is compared" value={look} onChange={setLook} options={looks} />
        </div>
      </div>
      <Content {...{ look, whatIf, point, outline, poolSize, onOpen }} />
    </section>
  );
}

interface ContentProps {
  look: Look;
  whatIf: WhatIf;
  point: WhatIfPoint;
  outline: Outline;
  poolSize: number;
  onOpen: (seq: number) => void;
}

function Content({ look, whatIf, point, outline, poolSize, onOpen }: ContentProps) {
  switch (look) {
    case 'messages':
      return <WithoutMessages {...{ whatIf, point, outline, poolSize, onOpen }} />;
    case 'state':
    case 'facts':
      return <WithoutKnown {...{ whatIf, point, onOpen }} of={look} />;
    case 'request':
      return <WithoutRequest {...{ whatIf, point }} />;
  }
}

/** Reasons that are listed at once. */
const shown = 50;

function TakenAlong({
  events: { excluded },
  onOpen,
}: {
  events: ExcludedEvents;
  onOpen: (seq: number) => void;
}) {
  const { alsoExcluded } = excluded;
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-text-2 hover:text-text-1">
        {counted(alsoExcluded.length, 'event')} taken along
      </summary>
      <ul>
        {alsoExcluded.slice(0, shown).map(({ seq, because }) => (
          <li key={seq} className="flex gap-2">
            <button
              type="button"
              className="min-h-6 shrink-0 font-mono text-text-2 hover:text-text-1 hover:underline"
              onClick={() => onOpen(seq)}
            >
              #{seq}
            </button>
            <span className="py-[3px] text-text-2">{because}</span>
          </li>
        ))}
      </ul>
      {alsoExcluded.length > shown && (
        <p className="text-11 text-text-3">
          The first {shown} of {counted(alsoExcluded.length, 'event')}.
        </p>
      )}
    </details>
  );
}
