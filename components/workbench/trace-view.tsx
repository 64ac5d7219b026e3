'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useMemo, useRef, useState } from 'react';
import { type TraceSource, TraceSourceProvider } from '@/components/data/trace-source';
import { useOutline } from '@/components/data/use-outline';
import { Inspector } from '@/components/inspector/inspector';
import { EventList } from '@/components/timeline/event-list';
import { LookSwitch, useLook } from '@/components/timeline/look-switch';
import { OutlinePanel } from '@/components/timeline/outline-panel';
import { Callout } from '@/components/ui/callout';
import { Pane, PaneDivider, Panes } from '@/components/ui/panes';
import { Tabs } from '@/components/ui/tabs';
import { landmarks, nextOf } from '@/lib/replay/landmarks';
import type { OutlineRow } from '@/lib/trace/outline';
import type { Lane, Totals } from '@/lib/trace/trace';
import { FindBar } from './find-bar';
import { useFind } from './use-find';
import { type Selection, useSelection } from './use-selection';
import { useWalk } from './use-walk';
import { useWide } from './use-wide';

export interface TraceViewProps {
  source: TraceSource;
  totals: Totals;
  lanes: readonly Lane[];
  forkSeq: number | null;
  /** Events come in while one looks. */
  live?: boolean;
  /** Above the outline's sections: lineage, import report. */
  outlineHead?: React.ReactNode;
  /** Below the events: a run and what it waits for. */
  dock?: React.ReactNode;
  /** What can be done with the event one stands on. */
  actions?: (selection: Selection) => React.ReactNode;
  /** Over the page, whichever of its tabs is open; also binds its keys. */
  overlay?: (selection: Selection, outline: readonly OutlineRow[]) => React.ReactNode;
  /** Given, each event can be forked from its row. */
  onFork?: (row: OutlineRow) => void;
}

/** Outline, events and inspector over one selection. The same for a trace of one's own and for a shared one. */
export function TraceView({
  source,
  totals,
  lanes,
  forkSeq,
  live = false,
  outlineHead,
  dock,
  actions,
  overlay,
  onFork,
}: TraceViewProps) {
  const { rows, total, complete, error } = useOutline(source);
  const selection = useSelection(rows, complete);
  const marks = useMemo(() => landmarks(rows), [rows]);
  const [text, setText] = useQueryState('q', parseAsString.withDefault(''));
  const find = useFind(source, text);
  const matches = useMemo(() => new Set(find.seqs), [find.seqs]);
  const findInput = useRef<HTMLInputElement>(null);
  const [tab, setTab] = useState<'events' | 'inspector' | 'outline'>('events');
  const wide = useWide();
  const { look, setLook } = useLook(totals.events);

  useWalk({
    selection,
    length: rows.length,
    marks,
    matches: find.seqs,
    focusFind: () => findInput.current?.focus(),
  });

  const selected = selection.row?.seq ?? null;
  const poolSize = useMemo(() => Math.max(totals.messages, poolSizeOf(rows)), [totals, rows]);
  const outline = (
    <div className="flex h-full flex-col">
      {outlineHead}
      <div className="min-h-0 flex-1">
        <OutlinePanel
          outline={rows}
          marks={marks}
          lanes={lanes}
          selected={selected}
          onSelect={selection.select}
        />
      </div>
    </div>
  );
  const events = (
    <div className="flex h-full min-h-0 flex-col">
      {source.find && (
        <FindBar
          text={text}
          onText={(next) => void setText(next || null)}
          find={find}
          at={selected === null ? 0 : find.seqs.indexOf(selected) + 1}
          onStep={(step) => {
            const seq = nextOf(find.seqs, selected ?? 0, step);
            if (seq !== null) selection.select(seq);
          }}
          inputRef={findInput}
          aside={<LookSwitch look={look} onLook={setLook} />}
        />
      )}
      {error && (
        <Callout
          live
          tone="error"
          title="The events could not be loaded."
          kept="Nothing was lost."
          next="Reload the page."
        />
      )}
      <div className="min-h-0 flex-1">
        <EventList
          key={look}
          look={look}
          outline={rows}
          poolSize={poolSize}
          total={total}
          lanes={lanes}
          forkSeq={forkSeq}
          matches={matches}
          selected={selected}
          onSelect={selection.select}
          onOpen={() => setTab('inspector')}
          following={live}
          onFork={onFork}
        />
      </div>
      {dock}
    </div>
  );
  const inspector = (
    <Inspector
      outline={rows}
      selection={selection}
      start={totals.startedAt}
      poolSize={poolSize}
      aside={actions?.(selection)}
    />
  );

  return (
    <TraceSourceProvider value={source}>
      <main id="main" tabIndex={-1} className="min-h-0 flex-1">
        {wide ? (
          <Panes id="trace" className="h-full">
            <Pane id="outline" size={240} collapsible>
              {outline}
            </Pane>
            <PaneDivider label="Resize outline" />
            <Pane id="events" min={280}>
              {events}
            </Pane>
            <PaneDivider label="Resize inspector" />
            <Pane id="inspector" size={440} min={280}>
              {inspector}
            </Pane>
          </Panes>
        ) : (
          <Tabs
            label="View"
            value={tab}
            onChange={setTab}
            tabs={[
              { id: 'events', label: 'Read', content: events },
              { id: 'inspector', label: 'Inspect', content: inspector },
              { id: 'outline', label: 'Outline', content: outline },
            ]}
          />
        )}
      </main>
      {overlay?.(selection, rows)}
    </TraceSourceProvider>
  );
}

/** Pool positions that the rows refer to, for a trace that has grown since its totals were read. */
const poolSizeOf = (rows: readonly OutlineRow[]): number =>
  rows.reduce(
    (size, { saw, said }) =>
      [...(saw?.append ?? []), ...(said?.append ?? [])].reduce(
        (most, [, end]) => Math.max(most, end),
        size,
      ),
    0,
  );
