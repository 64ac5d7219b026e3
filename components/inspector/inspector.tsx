'use client';

import { EmptyState } from '@/components/ui/empty-state';
import { Tabs } from '@/components/ui/tabs';
import type { Selection } from '@/components/workbench/use-selection';
import type { Outline } from '@/lib/trace/outline';
import { EventPanel } from './event-panel';
import { MessagesPanel } from './messages-panel';
import { RawPanel } from './raw-panel';

/** All about the event one stands on. */
export function Inspector({
  outline,
  selection,
  start,
  poolSize,
  aside,
}: {
  outline: Outline;
  selection: Selection;
  start: number | null;
  poolSize: number;
  aside?: React.ReactNode;
}) {
  const { row, side, panel } = selection;
  if (!row) return <EmptyState title="No event is selected">Pick one in the list.</EmptyState>;
  return (
    <Tabs
      label="Inspector"
      value={panel}
      onChange={selection.show}
      aside={aside}
      tabs={[
        {
          id: 'messages',
          label: 'Messages',
          content: (
            <MessagesPanel
              // Another event begins at its own scroll position.
              key={`${row.seq}-${side}`}
              outline={outline}
              row={row}
              side={side}
              poolSize={poolSize}
              onSide={selection.turn}
              onOpen={selection.select}
            />
          ),
        },
        {
          id: 'event',
          label: 'Event',
          content: <EventPanel key={row.seq} row={row} start={start} poolSize={poolSize} />,
        },
        { id: 'raw', label: 'Raw', content: <RawPanel key={row.seq} seq={row.seq} /> },
      ]}
    />
  );
}
