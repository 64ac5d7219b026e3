'use client';

import {
  type KeyboardEvent,
  memo,
  type PointerEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { type ChangeMark, changeMarks, type MarkState, placeAt } from '@/lib/view/change-marks';
import type { DiffRow } from '@/lib/view/diff-rows';
import { exactNumber } from '@/lib/view/format-number';
import type { Comparison } from './diff-side';
import { stateLook } from './row-state';
import type { DiffRows } from './use-diff-rows';
import type { VisibleRange } from './visible-range';

const rowHeight = 24;

/** Left and right halves, a full bar, a thin line: the shape says what the tone says. */
const marks: Record<MarkState, { x: number; width: number; fill: string }> = {
  changed: { x: 5, width: 14, fill: 'var(--text-2)' },
  left: { x: 5, width: 6, fill: 'var(--text-2)' },
  right: { x: 13, width: 6, fill: 'var(--text-2)' },
  moved: { x: 8, width: 8, fill: 'var(--line-strong)' },
  absorbed: { x: 11, width: 2, fill: 'var(--line-strong)' },
  edit: { x: 5, width: 14, fill: 'var(--diverge-mark)' },
  fork: { x: 0, width: 24, fill: 'var(--diverge-mark)' },
};

interface ChangeMapProps {
  blocks: Comparison['blocks'];
  rows: DiffRows;
  /** Of `rows.rows`. */
  range: VisibleRange;
  /** Id of the list that it moves. */
  controls: string;
}

/** All rows of both runs at the height of the list: where they differ, what is in view, and the way there. */
export function ChangeMap({ blocks, rows, range, controls }: ChangeMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setRoom(entry?.contentRect.height ?? 0));
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const { total, row } = rows;
  // A row is never higher here than in the list.
  const height = Math.min(room, total * rowHeight);
  const drawn = useMemo(() => changeMarks(blocks, rows.fork, height), [blocks, rows.fork, height]);
  if (total === 0) return null;
  const here = row?.place ?? 0;
  const page = Math.max(1, Math.floor(total / 10));
  const moves: Record<string, () => void> = {
    ArrowDown: rows.nextChange,
    ArrowRight: rows.nextChange,
    ArrowUp: rows.previousChange,
    ArrowLeft: rows.previousChange,
    PageDown: () => rows.goToPlace(here + page),
    PageUp: () => rows.goToPlace(here - page),
    Home: () => rows.goToPlace(0),
    End: () => rows.goToPlace(total - 1),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (!move) return;
    event.preventDefault();
    move();
  };
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const { top } = event.currentTarget.getBoundingClientRect();
    rows.goToPlace(placeAt(drawn, total, height, event.clientY - top));
  };
  return (
    <div
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label="Change map"
      aria-orientation="vertical"
      aria-controls={controls}
      aria-valuemin={1}
      aria-valuemax={total}
      aria-valuenow={here + 1}
      aria-valuetext={row ? placeWords(row, total, row.place === rows.fork) : ''}
      title="Change map: click, or arrow keys from change to change"
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        point(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) point(event);
      }}
      className="relative h-full w-6 shrink-0 cursor-pointer touch-none overflow-hidden border-line border-l bg-surface-1 -outline-offset-2"
    >
      <span aria-hidden className="pointer-events-none absolute inset-x-0 top-0" style={{ height }}>
        <InView rows={rows.rows} total={total} range={range} />
        <Marks drawn={drawn} height={height} />
        <span
          className="absolute inset-x-0 h-0.5 -translate-y-px bg-select"
          style={{ top: `${(100 * (here + 0.5)) / total}%` }}
        />
      </span>
    </div>
  );
}

function placeWords(row: DiffRow, total: number, parting: boolean): string {
  const where = `row ${exactNumber(row.place + 1)} of ${exactNumber(total)}`;
  if (row.kind === 'fold')
    return `${where}, ${exactNumber(row.count)} ${stateLook[row.state].word}, folded`;
  return `${where}, ${parting ? 'fork, ' : ''}${stateLook[row.state].word}`;
}

const Marks = memo(function Marks({
  drawn,
  height,
}: {
  drawn: readonly ChangeMark[];
  height: number;
}) {
  return (
    <svg
      aria-hidden="true"
      width={24}
      height={Math.floor(height)}
      className="absolute top-0 left-0"
    >
      {drawn.map(({ state, top, height: tall }) => {
        const { x, width, fill } = marks[state];
        // One pixel alone is hard to see: it may reach over its neighbour.
        const most = state === 'fork' ? 3 : tall;
        const shown = Math.max(2, Math.min(tall, most));
        return <rect key={top} x={x} y={top} width={width} height={shown} fill={fill} />;
      })}
    </svg>
  );
});

/** The part of the runs that is in view. */
function InView({
  rows,
  total,
  range,
}: {
  rows: readonly DiffRow[];
  total: number;
  range: VisibleRange;
}) {
  const { first, last } = useSyncExternalStore(range.subscribe, range.get, range.get);
  const top = rows[first];
  const bottom = rows[Math.min(last, rows.length - 1)];
  if (!top || !bottom) return null;
  const end = bottom.place + (bottom.kind === 'fold' ? bottom.count : 1);
  return (
    <span
      className="absolute inset-x-0 min-h-1 border-line-strong border-y bg-surface-3"
      style={{
        top: `${(100 * top.place) / total}%`,
        height: `${(100 * (end - top.place)) / total}%`,
      }}
    />
  );
}
