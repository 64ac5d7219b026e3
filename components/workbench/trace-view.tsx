'use client';

import { useMemo, useRef, useState } from 'react';
import { type TraceSource, TraceSourceProvider } from '@/components/data/trace-source';
import { useOutline } from '@/components/data/use-outline';
import { useForkSheet } from '@/components/fork/use-fork-sheet';
import { Inspector } from '@/components/inspector/inspector';
import { EventList } from '@/components/timeline/event-list';
import { LookSwitch, useLook } from '@/components/timeline/look-switch';
import { OutlinePanel } from '@/components/timeline/outline-panel';
import { Scrubber } from '@/components/timeline/scrubber';
import { type EventWindow, useWindow } from '@/components/timeline/use-window';
import { Callout } from '@/components/ui/callout';
import { Pane, PaneDivider, Panes } from '@/components/ui/panes';
import { Tabs } from '@/components/ui/tabs';
import { landmarks, nextOf } from '@/lib/replay/landmarks';
import { rowAt } from '@/lib/replay/row-place';
import type { OutlineRow } from '@/lib/trace/outline';
import type { Lane, Totals } from '@/lib/trace/trace';
import { HiddenSelection } from './hidden-selection';
import { LeftOutBar } from './left-out-bar';
import { NoMatch } from './no-match';
import { QueryBar } from './query-bar';
import { useExcluded } from './use-excluded';
import { useQueryBar } from './use-query-bar';
import { type Selection, useSelection } from './use-selection';
import { useWalk } from './use-walk';
import { useWide } from './use-wide';

export interface TraceViewProps {
  source: TraceSource;
  totals: Totals;
  lanes: readonly Lane[];
  forkSeq: number | null;
  /** First event that a fork made here has of its own; null for a trace that was only imported. */
  ownFrom?: number | null;
  /** Events where branches of this trace begin. */
  forks?: readonly number[] | undefined;
  /** Events come in while one looks. */
  live?: boolean;
  /** Above the outline's sections: lineage, import report. */
  outlineHead?: React.ReactNode;
  /** Above the events: where the run stopped. */
  notice?: ((selection: Selection, outline: readonly OutlineRow[]) => React.ReactNode) | undefined;
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
  ownFrom = null,
  forks,
  live = false,
  outlineHead,
  notice,
  dock,
  actions,
  overlay,
  onFork,
}: TraceViewProps) {
  const { rows, total, complete, error } = useOutline(source);
  const selection = useSelection(rows, complete);
  const marks = useMemo(() => landmarks(rows), [rows]);
  const findInput = useRef<HTMLInputElement>(null);
  const [tab, setTab] = useState<'events' | 'inspector' | 'outline'>('events');
  const wide = useWide();
  const { look, setLook } = useLook(totals.events);

  const selected = selection.row?.seq ?? null;
  const without = useExcluded(rows, selected, source.whatIf !== null);
  const forkSheet = useForkSheet();
  const { window, setWindow } = useWindow();
  const { seqs: excluded } = without.excluded;
  const context = useMemo(
    () => ({ lanes, startedAt: totals.startedAt, ownFrom, excluded }),
    [lanes, totals.startedAt, ownFrom, excluded],
  );
  const bar = useQueryBar(source, rows, complete, context, window, without.x);
  const isHidden = bar.filtered && selected !== null && rowAt(bar.visible, selected) < 0;
  useWalk({
    selection,
    listed: bar.visible,
    marks,
    matches: bar.seqs,
    focusFind: () => findInput.current?.focus(),
  });
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
      <QueryBar
        bar={bar}
        rows={rows}
        complete={complete}
        at={selected === null ? 0 : bar.seqs.indexOf(selected) + 1}
        onStep={(step) => {
          const seq = nextOf(bar.seqs, selected ?? -1, step);
          if (seq !== null) selection.select(seq);
        }}
        inputRef={findInput}
        aside={<LookSwitch look={look} onLook={setLook} />}
      />
      {error && (
        <Callout
          live
          tone="error"
          title="The events could not be loaded."
          kept="Nothing was lost."
          next="Reload the page."
        />
      )}
      <LeftOutBar
        events={without}
        onCompare={() => {
          selection.show('whatif');
          setTab('inspector');
        }}
        onFork={
          onFork && (() => selection.row && forkSheet.openWithout(selection.row, selection.side))
        }
      />
      {isHidden && selected !== null && bar.visible.length > 0 && (
        <HiddenSelection
          seq={selected}
          words={
            isOutside(selected, window) ? 'Show the whole trace' : 'Show all, highlight matches'
          }
          onShow={() => (isOutside(selected, window) ? setWindow(null) : bar.setMode('highlight'))}
        />
      )}
      {complete && notice?.(selection, rows)}
      <div className="min-h-0 flex-1">
        <EventList
          key={look}
          look={look}
          outline={bar.visible}
          loaded={rows.length}
          filtered={bar.filtered}
          view={bar.view}
          empty={<NoMatch bar={bar} />}
          poolSize={poolSize}
          total={total}
          lanes={lanes}
          forkSeq={forkSeq}
          matches={bar.marked}
          selected={selected}
          onSelect={selection.select}
          onOpen={() => setTab('inspector')}
          following={live}
          leftOut={without.of}
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
      without={source.whatIf && without}
      aside={actions?.(selection)}
    />
  );

  const scrubber = (
    <Scrubber
      outline={rows}
      selected={selected}
      start={totals.startedAt}
      matches={bar.seqs}
      forks={forks}
      onMove={selection.move}
      narrow={!wide}
    />
  );

  return (
    <TraceSourceProvider value={source}>
      <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col">
        {wide ? (
          <Panes id="trace" className="min-h-0 flex-1">
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
              {
                id: 'events',
                label: 'Read',
                content: (
                  <div className="flex h-full min-h-0 flex-col">
                    <div className="min-h-0 flex-1">{events}</div>
                    {scrubber}
                  </div>
                ),
              },
              { id: 'inspector', label: 'Inspect', content: inspector },
              { id: 'outline', label: 'Outline', content: outline },
            ]}
          />
        )}
        {wide && scrubber}
      </main>
      {overlay?.(selection, rows)}
    </TraceSourceProvider>
  );
}

const isOutside = (seq: number, window: EventWindow | null): boolean =>
  window !== null && (seq < window.from || seq > window.to);

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
