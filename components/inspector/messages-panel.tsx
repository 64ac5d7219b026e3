'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTraceSource } from '@/components/data/trace-source';
import { EmptyState } from '@/components/ui/empty-state';
import { Segments } from '@/components/ui/segments';
import type { Side } from '@/lib/replay/conversation-at';
import type { Outline, OutlineRow } from '@/lib/trace/outline';
import { counted } from '@/lib/view/format-number';
import { MessageCard } from './message-card';
import { SetupCard } from './setup-card';
import { useConversation } from './use-conversation';

/** The conversation at an event, as the model saw it (before) or as it stood afterwards. */
export function MessagesPanel({
  outline,
  row,
  side,
  poolSize,
  onSide,
  onOpen,
}: {
  outline: Outline;
  row: OutlineRow;
  side: Side;
  poolSize: number;
  onSide: (side: Side) => void;
  onOpen: (seq: number) => void;
}) {
  const { entries, setup } = useConversation(useTraceSource(), outline, row.seq, side);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  const count = entries?.length ?? 0;
  const list = useVirtualizer({
    count,
    scrollMargin: margin,
    getScrollElement: () => scroller.current,
    estimateSize: () => 120,
    overscan: 4,
    getItemKey: (index) => entries?.[index]?.position ?? index,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the setup above the rows decides where they begin
  useLayoutEffect(() => setMargin(rows.current?.offsetTop ?? 0), [setup, count]);
  // What an event brought in, and what a model answered to, stands at the end: the reader is kept there while
  // bodies come in, until the reader scrolls.
  const atEnd = useRef(true);
  const height = list.getTotalSize() + margin;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever something grows
  useLayoutEffect(() => {
    if (atEnd.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
  }, [height]);
  const letGo = (): void => {
    atEnd.current = false;
  };

  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-8 shrink-0 items-center gap-2 border-line border-b px-3 text-12 text-text-2">
        <SideSwitch side={side} onSide={onSide} saw={row.saw !== null} />
        <span className="ml-auto tabular-nums">
          {entries ? counted(entries.length, 'message') : ''}
        </span>
      </div>
      <section
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
        tabIndex={0}
        aria-label="Messages"
        onWheel={letGo}
        onTouchMove={letGo}
        onKeyDown={letGo}
        onPointerDown={letGo}
        className="relative min-h-0 flex-1 overflow-y-auto"
      >
        <SetupCard setup={setup} />
        {entries === null ? (
          <EmptyState title="No conversation is known here">
            The trace does not say which messages belong to this event.
          </EmptyState>
        ) : (
          <div ref={rows} className="relative" style={{ height: list.getTotalSize() }}>
            {list.getVirtualItems().map((item) => {
              const entry = entries[item.index];
              return (
                entry && (
                  <div
                    key={item.key}
                    data-index={item.index}
                    ref={list.measureElement}
                    className="absolute inset-x-0 top-0"
                    style={{ transform: `translateY(${item.start - margin}px)` }}
                  >
                    <MessageCard entry={entry} poolSize={poolSize} onOpen={onOpen} />
                  </div>
                )
              );
            })}
          </div>
        )}
      </section>
    </div>
  );
}

function SideSwitch({
  side,
  onSide,
  saw,
}: {
  side: Side;
  onSide: (side: Side) => void;
  saw: boolean;
}) {
  return (
    <Segments
      label="Side of the event"
      value={side}
      onChange={onSide}
      options={[
        { value: 'before', label: saw ? 'What the model saw' : 'Before' },
        { value: 'after', label: saw ? 'With its reply' : 'After' },
      ]}
    />
  );
}
