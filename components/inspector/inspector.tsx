'use client';

import { RequestPanel } from '@/components/request/request-panel';
import { StatePanel } from '@/components/state/state-panel';
import { EmptyState } from '@/components/ui/empty-state';
import { Tabs } from '@/components/ui/tabs';
import { WithoutPanel } from '@/components/what-if/without-panel';
import type { ExcludedEvents } from '@/components/workbench/use-excluded';
import type { Selection } from '@/components/workbench/use-selection';
import type { Outline } from '@/lib/trace/outline';
import { EventPanel } from './event-panel';
import { FactsPanel } from './facts-panel';
import { MessagesPanel } from './messages-panel';
import { RawPanel } from './raw-panel';

/** All about the event one stands on. */
export function Inspector({
  outline,
  selection,
  start,
  poolSize,
  without,
  aside,
}: {
  outline: Outline;
  selection: Selection;
  start: number | null;
  poolSize: number;
  /** What is left out; null where the source cannot tell what would have been. */
  without: ExcludedEvents | null;
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
          id: 'state',
          label: 'State',
          content: (
            <StatePanel outline={outline} row={row} start={start} onOpen={selection.select} />
          ),
        },
        {
          id: 'facts',
          label: 'Facts',
          content: <FactsPanel seq={row.seq} onOpen={selection.select} />,
        },
        {
          id: 'event',
          label: 'Event',
          content: <EventPanel key={row.seq} row={row} start={start} poolSize={poolSize} />,
        },
        ...(without
          ? [
              {
                id: 'request' as const,
                label: 'Request',
                content: (
                  <RequestPanel
                    seq={row.seq}
                    side={side}
                    events={without}
                    saw={row.saw !== null}
                    onSide={selection.turn}
                    onOpen={selection.select}
                  />
                ),
              },
            ]
          : []),
        ...(without && (without.excluded.seqs.size > 0 || panel === 'whatif')
          ? [
              {
                id: 'whatif' as const,
                label: 'Without',
                count: String(without.excluded.seqs.size),
                content: (
                  <WithoutPanel
                    outline={outline}
                    row={row}
                    side={side}
                    poolSize={poolSize}
                    events={without}
                    onSide={selection.turn}
                    onOpen={selection.select}
                  />
                ),
              },
            ]
          : []),
        { id: 'raw', label: 'Raw', content: <RawPanel key={row.seq} seq={row.seq} /> },
      ]}
    />
  );
}
