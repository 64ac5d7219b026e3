'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import { Segments } from '@/components/ui/segments';
import { addedMetrics } from '@/lib/view/added-metrics';
import { dash, exactNumber } from '@/lib/view/format-number';
import { type MetricRow, metricRows } from '@/lib/view/metric-rows';
import type { Comparison } from './diff-side';
import { ToolCalls } from './tool-calls';

type Metrics = Comparison['metrics']['a']['before'];

const parts = [
  { value: 'all', label: 'Whole run' },
  { value: 'before', label: 'Before the fork' },
  { value: 'after', label: 'After the fork' },
] as const;

/** A → B, as plain numbers with a bar each: whether more is better is the reader's to say. */
export function DiffMetrics({
  metrics,
  forked,
}: {
  metrics: Comparison['metrics'];
  forked: boolean;
}) {
  const [part, setPart] = useState<(typeof parts)[number]['value']>('all');
  const of = (side: 'a' | 'b'): Metrics => {
    const { before, after } = metrics[side];
    return part === 'all' || !forked ? addedMetrics(before, after) : { before, after }[part];
  };
  const [a, b] = [of('a'), of('b')];
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      {forked && (
        <Segments label="Part of the runs" value={part} onChange={setPart} options={parts} />
      )}
      <dl className="flex flex-wrap gap-x-5 gap-y-1 text-12 tabular-nums">
        {metricRows.map((row) => (
          <Entry key={row.word} row={row} from={row.of(a)} to={row.of(b)} />
        ))}
      </dl>
      <ToolCalls a={a.tools} b={b.tools} />
    </div>
  );
}

function Entry({ row, from, to }: { row: MetricRow; from: number | null; to: number | null }) {
  const { word, show, change } = row;
  return (
    <div className="relative flex min-h-6 items-center gap-1.5 pb-2">
      <dt className="text-text-3">{word}</dt>
      <dd
        className="flex items-center gap-1.5 font-mono"
        title={`${word}: ${exactNumber(from)} in A, ${exactNumber(to)} in B`}
      >
        {from === null && to === null ? (
          <span className="text-text-2">{dash}</span>
        ) : (
          <>
            <span className="text-text-2">{show(from)}</span>
            <span aria-hidden className="text-text-3">
              →
            </span>
            <span className="sr-only">in A, in B</span>
            <span className="text-text-1">{show(to)}</span>
            <span className="flex items-center text-text-2">
              <ChangeGlyph from={from} to={to} />
              {change(from, to)}
            </span>
          </>
        )}
        <Bars from={from} to={to} />
      </dd>
    </div>
  );
}

/** A above B, to the same scale; nothing where they are equal or one is unknown. */
function Bars({ from, to }: { from: number | null; to: number | null }) {
  if (from === null || to === null || from === to) return null;
  const most = Math.max(from, to);
  const width = (value: number) => `${(100 * value) / most}%`;
  return (
    <span aria-hidden className="absolute inset-x-0 bottom-0 flex flex-col gap-px">
      <span className="h-[3px] bg-text-3" style={{ width: width(from) }} />
      <span className="h-[3px] bg-text-1" style={{ width: width(to) }} />
    </span>
  );
}

function ChangeGlyph({ from, to }: { from: number | null; to: number | null }) {
  if (from === null || to === null || from === to) return null;
  const Glyph = to > from ? ArrowUp : ArrowDown;
  return <Glyph size={12} strokeWidth={1.5} aria-hidden />;
}
