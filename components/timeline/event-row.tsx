import { CircleAlert, CircleDashed, GitFork } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { KindGlyph } from '@/components/ui/kind-glyph';
import type { LeftOut } from '@/components/workbench/use-excluded';
import type { OutlineRow } from '@/lib/trace/outline';
import { rowName } from '@/lib/view/event-words';
import { dash, duration, tokens } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';
import { LeftOutMark, leftOutLook } from './left-out-mark';

/** One event in one line. Everything in it is the outline's: nothing has to be fetched to draw it. */
export const EventRow = memo(function EventRow({
  row,
  lane,
  borrowed,
  matched,
  leftOut,
  children,
}: {
  row: OutlineRow;
  /** Name of the lane, where a trace has several. */
  lane: string | null;
  /** Belongs to the parent trace: before the fork. */
  borrowed: boolean;
  matched: boolean;
  /** It is left out of what would have been. */
  leftOut: LeftOut | null;
  /** What only the body of the event tells. */
  children?: ReactNode;
}) {
  return (
    <div
      className={`flex h-full w-full min-w-0 items-center gap-2 pr-3 text-12 ${borrowed ? 'opacity-70' : ''} ${
        row.kind === 'edit' ? 'bg-diverge-tint group-aria-selected:bg-transparent' : ''
      }`}
    >
      <RowSeq seq={row.seq} matched={matched} className="leading-4" />
      <KindGlyph kind={row.kind} role={row.role} />
      <bdi
        className={`w-36 shrink-0 truncate font-mono ${row.error ? 'text-bad' : 'text-text-1'} ${leftOut ? leftOutLook : ''}`}
        title={rowName(row)}
      >
        {rowName(row)}
      </bdi>
      {lane && (
        <bdi className="hidden max-w-24 shrink-0 truncate rounded-4 border border-line px-1 text-11 text-agent sm:inline">
          {lane}
        </bdi>
      )}
      <bdi
        className={`min-w-0 flex-1 truncate ${row.error ? 'text-bad' : 'text-text-2'} ${leftOut ? leftOutLook : ''}`}
      >
        {plainLine(row.summary)}
      </bdi>
      {children}
      {leftOut && <LeftOutMark how={leftOut} />}
      <RowMarks row={row} />
      <RowFacts row={row} />
    </div>
  );
});

/** Number of an event; a match is marked by more than colour. */
export function RowSeq({
  seq,
  matched,
  className = '',
}: {
  seq: number;
  matched: boolean;
  className?: string;
}) {
  return (
    <span
      className={`w-12 shrink-0 text-right font-mono text-11 text-text-3 tabular-nums ${className}`}
    >
      {matched ? (
        <mark className="-mr-1 rounded-4 bg-select px-1 font-semibold text-surface-0">{seq}</mark>
      ) : (
        seq
      )}
    </span>
  );
}

/** Glyphs for what a row is besides its kind. */
export function RowMarks({ row }: { row: OutlineRow }) {
  const look = { size: 14, strokeWidth: 1.5 } as const;
  return (
    <>
      {row.error && <CircleAlert {...look} className="shrink-0 text-bad" aria-label="error" />}
      {row.unfinished && (
        <CircleDashed {...look} className="shrink-0 text-warn" aria-label="unfinished" />
      )}
      {row.kind === 'edit' && (
        <GitFork {...look} className="shrink-0 text-diverge" aria-label="fork" />
      )}
    </>
  );
}

/** Figures at the end of a row, in columns that line up. */
export function RowFacts({ row }: { row: OutlineRow }) {
  return (
    <>
      {row.outputTokens !== null && (
        <span className="hidden shrink-0 text-right text-11 text-text-3 tabular-nums md:inline">
          {tokens(row.outputTokens)}
        </span>
      )}
      <span className="hidden w-14 shrink-0 text-right text-11 text-text-3 tabular-nums sm:inline">
        {row.durationMs === null ? dash : duration(row.durationMs)}
      </span>
    </>
  );
}
