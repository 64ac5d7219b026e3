'use client';

import { GitFork } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { VirtualList, type VirtualListHandle } from '@/components/ui/virtual-list';
import type { LeftOut } from '@/components/workbench/use-excluded';
import { rowAt } from '@/lib/replay/row-place';
import type { Outline, OutlineRow } from '@/lib/trace/outline';
import type { Lane } from '@/lib/trace/trace';
import { rowLabel } from '@/lib/view/event-words';
import { AnsweredBy } from './answered-by';
import { EventRow } from './event-row';
import { leftOutWords } from './left-out-mark';
import { NewRowsPill } from './new-rows-pill';
import { isSpeech, TranscriptRow } from './transcript-row';
import { useUnseen } from './use-unseen';

const idOf = (row: OutlineRow): number => row.seq;
// What is drawn in a row follows whether the row is selected or under the pointer.
const inGroup = (): string => 'group';

/** How the events are drawn: with the words that were said, or one line each. */
export type EventLook = 'transcript' | 'lines';

/** Every event of a trace, in order. */
export function EventList({
  look,
  outline,
  loaded,
  filtered,
  view,
  empty,
  poolSize,
  total,
  lanes,
  forkSeq,
  matches,
  selected,
  onSelect,
  onOpen,
  following,
  leftOut,
  onFork,
}: {
  look: EventLook;
  /** Rows to list, ascending: all that are loaded, or some of them. */
  outline: Outline;
  /** Rows that are loaded. */
  loaded: number;
  /** Whether the list leaves rows out on purpose. */
  filtered: boolean;
  /** Changes when other rows are listed than before, and not only more. */
  view: string;
  /** Instead of rows, where a filter leaves none. */
  empty: ReactNode;
  poolSize: number;
  total: number | null;
  lanes: readonly Lane[];
  /** Events up to this one are the parent's; null for a trace of its own. */
  forkSeq: number | null;
  matches: ReadonlySet<number>;
  selected: number | null;
  onSelect: (seq: number) => void;
  onOpen: (seq: number) => void;
  /** Stay at the end while events come in. */
  following: boolean;
  /** Whether and how an event is left out of what would have been. */
  leftOut: (seq: number) => LeftOut | null;
  onFork?: ((row: OutlineRow) => void) | undefined;
}) {
  const laneNames = useMemo(
    () => (lanes.length > 1 ? new Map(lanes.map(({ id, name }) => [id, name])) : null),
    [lanes],
  );
  const list = useRef<VirtualListHandle<number>>(null);
  const { unseen, onAtEnd } = useUnseen(loaded, total);
  const indexOf = useCallback((seq: number) => rowAt(outline, seq), [outline]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row that is selected is brought into view by the list itself
  useEffect(() => {
    if (selected !== null) list.current?.scrollToId(selected, 'center');
  }, [view]);
  return (
    <div className="relative h-full min-h-0">
      <VirtualList
        label="Events"
        items={outline}
        idOf={idOf}
        indexOf={indexOf}
        total={filtered ? outline.length : (total ?? undefined)}
        selected={selected}
        onSelect={onSelect}
        onOpen={onOpen}
        stickToBottom={following}
        handle={list}
        onAtEnd={onAtEnd}
        measured={look === 'transcript'}
        rowLabel={(row) => {
          const how = leftOut(row.seq);
          const words = `${matches.has(row.seq) ? 'Match, ' : ''}${rowLabel(row)}`;
          return how ? `${leftOutWords[how]}, ${words}` : words;
        }}
        rowClass={inGroup}
        empty={
          filtered ? (
            empty
          ) : (
            <p className="p-4 text-text-3">
              {total === 0 ? 'This trace has no events.' : 'Loading events…'}
            </p>
          )
        }
        row={(row) => {
          const borrowed = forkSeq !== null && row.seq <= forkSeq;
          const how = leftOut(row.seq);
          return (
            <>
              {look === 'transcript' && isSpeech(row) ? (
                <TranscriptRow
                  row={row}
                  poolSize={poolSize}
                  borrowed={borrowed}
                  leftOut={how}
                  matched={matches.has(row.seq)}
                />
              ) : (
                <EventRow
                  row={row}
                  lane={laneNames?.get(row.lane) ?? null}
                  borrowed={borrowed}
                  matched={matches.has(row.seq)}
                  leftOut={how}
                >
                  {forkSeq !== null && !borrowed && row.kind === 'tool-result' && (
                    <AnsweredBy seq={row.seq} />
                  )}
                </EventRow>
              )}
              {onFork && <ForkFromRow row={row} onFork={onFork} />}
            </>
          );
        }}
      />
      {unseen > 0 && !filtered && (
        <NewRowsPill count={unseen} onEnd={() => list.current?.toEnd()} />
      )}
    </div>
  );
}

/** In the gutter of the row where the pointer is, or the selection; by keyboard it is `f`. */
function ForkFromRow({ row, onFork }: { row: OutlineRow; onFork: (row: OutlineRow) => void }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={`Fork at #${row.seq}`}
      title="Fork here"
      onClick={() => onFork(row)}
      className="invisible absolute top-0 left-0 flex size-6 items-center justify-center text-diverge hover:bg-diverge-tint group-hover:visible group-aria-selected:visible"
    >
      <GitFork size={14} strokeWidth={1.5} aria-hidden />
    </button>
  );
}
