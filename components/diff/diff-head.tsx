import { Equal, GitFork } from 'lucide-react';
import Link from 'next/link';
import { OutcomeMark } from '@/components/workbench/trace-bar';
import { counted } from '@/lib/view/format-number';
import { DiffMetrics, ShipitNumbers } from './diff-metrics';
import type { Comparison, DiffSide } from './diff-side';
import { verdict } from './verdict';

/** The two runs, what became of them, and the verdict. */
export function DiffHead({ a, b, diff }: { a: DiffSide; b: DiffSide; diff: Comparison }) {
  const Glyph = diff.divergedAt ? GitFork : Equal;
  return (
    <section aria-label="Verdict" className="shrink-0 border-line border-b">
      <div className="grid grid-cols-1 items-center border-line border-b md:grid-cols-[minmax(0,1fr)_128px_minmax(0,1fr)]">
        <SideName side={a} />
        <span aria-hidden className="h-full border-line border-x max-md:hidden" />
        <SideName side={b} />
      </div>
      <div className="flex flex-col gap-1 px-3 py-2">
        <p
          role="status"
          className={`flex items-center gap-1.5 font-medium ${diff.divergedAt ? 'text-diverge' : ''}`}
        >
          <Glyph size={14} strokeWidth={1.5} aria-hidden className="shrink-0" />
          {verdict(diff, { a: a.totals.events, b: b.totals.events })}
        </p>
        {diff.sharedPrefix > 0 && (
          <p className="text-12 text-text-2">
            Shared past: {counted(diff.sharedPrefix, 'event')}, the very same rows in both.
          </p>
        )}
        {diff.coarse && (
          <p className="text-12 text-warn">
            Coarse: a stretch was too different to align in reasonable time. Every row is right, but
            equal events inside that stretch may show as only A and only B.
          </p>
        )}
        <DiffMetrics a={a.totals} b={b.totals} />
        <ShipitNumbers shipit={diff.shipit} />
      </div>
    </section>
  );
}

function SideName({ side }: { side: DiffSide }) {
  const name = <bdi className="truncate">{side.name}</bdi>;
  return (
    <div className="flex min-h-8 min-w-0 items-center gap-2 px-3">
      <span className="shrink-0 font-mono text-12 text-text-3">{side.letter}</span>
      <h2 className="flex min-w-0 font-medium">
        {side.link ? (
          <Link href={side.link()} className="flex min-h-6 min-w-0 items-center hover:underline">
            {name}
          </Link>
        ) : (
          name
        )}
      </h2>
      <OutcomeMark outcome={side.outcome} />
      <span className="ml-auto shrink-0 text-12 text-text-3 tabular-nums max-sm:hidden">
        {counted(side.totals.events, 'event')}
      </span>
    </div>
  );
}
