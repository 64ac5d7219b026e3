'use client';

import Link from 'next/link';
import { useMemo } from 'react';
import { buttonClasses } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Segments } from '@/components/ui/segments';
import { type Tab, Tabs } from '@/components/ui/tabs';
import type { DiffRow } from '@/lib/view/diff-rows';
import { callAndResult } from './companion';
import { ContextTab } from './context-tab';
import type { LoadedSide } from './diff-side';
import { JsonTab } from './json-tab';
import { MessageTab } from './message-tab';
import { RawTab } from './raw-tab';
import { stateLook } from './row-state';
import { ToolTab } from './tool-tab';
import { type DetailTab, useDetailView } from './use-detail-view';
import { wantedBodies } from './wanted-bodies';

interface RowDetailProps {
  row: DiffRow | null;
  a: LoadedSide;
  b: LoadedSide;
  sharedPrefix: number;
}

const foldedWord = { same: 'Equal', absorbed: 'Absorbed' } as const;

/** What one row is made of, side against side. */
export function RowDetail({ row, a, b, sharedPrefix }: RowDetailProps) {
  if (row?.kind !== 'pair')
    return (
      <EmptyState
        title={row ? `${foldedWord[row.state]} events are folded here` : 'No row is selected'}
      >
        {row ? 'Show them to compare one by one.' : 'Select a row to see what differs in it.'}
      </EmptyState>
    );
  return <PairDetail key={row.id} row={row} a={a} b={b} sharedPrefix={sharedPrefix} />;
}

type Pair = RowDetailProps & { row: Extract<DiffRow, { kind: 'pair' }> };

function PairDetail({ row, a, b, sharedPrefix }: Pair) {
  const view = useDetailView();
  const wanted = useMemo(() => wantedBodies(row, a, b, sharedPrefix), [row, a, b, sharedPrefix]);
  const tools = useMemo(
    () => ({ a: callAndResult(a.outline, row.a), b: callAndResult(b.outline, row.b) }),
    [a.outline, b.outline, row],
  );
  const { Glyph, word, tone } = stateLook[row.state];
  const here = [
    { side: a, seq: row.a },
    { side: b, seq: row.b },
  ].flatMap(({ side, seq }) => (seq === null ? [] : [{ side, seq }]));
  const toolTab = (what: 'call' | 'result') => (
    <ToolTab
      what={what === 'call' ? 'arguments' : 'result'}
      a={{ side: a, seq: tools.a[what], elsewhere: tools.a[what] !== row.a }}
      b={{ side: b, seq: tools.b[what], elsewhere: tools.b[what] !== row.b }}
    />
  );
  const isTool = (what: 'call' | 'result') => tools.a[what] !== null || tools.b[what] !== null;
  const tabs: Tab<DetailTab>[] = [
    {
      id: 'message',
      label: 'Message',
      content: <MessageTab row={row} a={a} b={b} wanted={wanted} wide={view.wide} />,
    },
    { id: 'json', label: 'JSON', content: <JsonTab {...wanted} edit={row.state === 'edit'} /> },
    ...(isTool('call')
      ? [{ id: 'arguments' as const, label: 'Arguments', content: toolTab('call') }]
      : []),
    ...(isTool('result')
      ? [{ id: 'result' as const, label: 'Result', content: toolTab('result') }]
      : []),
    {
      id: 'context',
      label: 'Context Δ',
      content: <ContextTab row={row} a={a} b={b} sharedPrefix={sharedPrefix} />,
    },
    { id: 'raw', label: 'Raw', content: <RawTab sides={here} /> },
  ];

  return (
    <div className="flex h-full min-h-0 min-w-0 flex-col">
      <div className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 bg-surface-1 px-3 py-1 text-12">
        <h2 className="sr-only">The selected row</h2>
        <span className={`flex items-center gap-1 ${tone}`}>
          <Glyph size={14} strokeWidth={1.5} aria-hidden />
          {word}
        </span>
        {here.map(
          ({ side, seq }) =>
            side.link && (
              <Link key={side.letter} href={side.link(seq)} className={buttonClasses('ghost')}>
                Open {side.letter} at #{seq}
              </Link>
            ),
        )}
        {view.wide && (
          <div className="ml-auto">
            <Segments
              label="Texts"
              value={view.lay}
              onChange={view.setLay}
              options={[
                { value: 'unified', label: 'Unified' },
                { value: 'side', label: 'Side by side' },
              ]}
            />
          </div>
        )}
      </div>
      <div className="min-h-0 flex-1">
        <Tabs
          label="Details of the row"
          tabs={tabs}
          // A tab that this row does not have is still the one that is wanted at the next.
          value={tabs.some(({ id }) => id === view.tab) ? view.tab : 'message'}
          onChange={view.show}
        />
      </div>
    </div>
  );
}
