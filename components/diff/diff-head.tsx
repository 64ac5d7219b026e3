import { Equal, EqualNot, GitFork } from 'lucide-react';
import Link from 'next/link';
import { OutcomeMark } from '@/components/workbench/trace-bar';
import { counted } from '@/lib/view/format-number';
import { noise, verdict } from '@/lib/view/verdict';
import { DiffMetrics } from './diff-metrics';
import type { Comparison, DiffSide } from './diff-side';
import { ShipitNumbers } from './shipit-numbers';

/** The two runs, what became of them, and the verdict. */
export function DiffHead({
  a,
  b,
  diff,
  wide,
  actions,
}: {
  a: DiffSide;
  b: DiffSide;
  diff: Comparison;
  /** Room for the figures: else they open when asked for. */
  wide: boolean;
  actions?: React.ReactNode;
}) {
  const Glyph = diff.fork ? GitFork : diff.verdict === 'incomparable' ? EqualNot : Equal;
  const figures = (
    <>
      <DiffMetrics metrics={diff.metrics} forked={diff.fork !== null} />
      <ShipitNumbers shipit={diff.shipit} />
    </>
  );
  return (
    <section aria-label="Verdict" className="shrink-0 border-line border-b">
      <div className="grid grid-cols-1 items-center border-line border-b md:grid-cols-[minmax(0,1fr)_128px_minmax(0,1fr)]">
        <SideName side={a} />
        <span aria-hidden className="h-full border-line border-x max-md:hidden" />
        <SideName side={b} />
      </div>
      <div className="flex flex-col gap-1 px-3 py-2">
        <div className="flex flex-wrap items-start gap-x-3">
          <p
            role="status"
            className={`flex min-w-0 items-center gap-1.5 font-medium ${diff.fork ? 'text-diverge' : ''}`}
          >
            <Glyph size={14} strokeWidth={1.5} aria-hidden className="shrink-0" />
            {verdict(diff, { a: a.totals.events, b: b.totals.events })}
          </p>
          <span className="ml-auto">{actions}</span>
        </div>
        <Grounds diff={diff} />
        {diff.sharedPrefix > 0 && (
          <p className="text-12 text-text-2">
            Shared past: {counted(diff.sharedPrefix, 'event')}, the very same rows in both.
          </p>
        )}
        {diff.coarse && (
          <p className="text-12 text-warn">
            Coarse: the runs are too long or too different to look at every pair of events. Every
            row is right, but equal events may show as only A and only B.
          </p>
        )}
        {wide ? (
          figures
        ) : (
          <details>
            <summary className="min-h-6 cursor-pointer text-12 text-text-2">Figures</summary>
            {figures}
          </details>
        )}
      </div>
    </section>
  );
}

/** How sure the verdict is and why, and what was found to be no divergence. */
function Grounds({ diff }: { diff: Comparison }) {
  const { confidence, reason, contentIdentical } = diff;
  const facts: [word: string, value: string][] = [
    ['Confidence', confidence.toFixed(2)],
    ['Content-identical', contentIdentical ? 'yes' : 'no'],
    ['Identical by type', diff.shipit.identical ? 'yes' : 'no'],
    ...(noise(diff) === '' ? [] : [['Noise', noise(diff)] satisfies [string, string]]),
  ];
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-12 text-text-2">
      {diff.verdict !== 'identical' && <p className="max-w-[90ch]">{reason}</p>}
      <dl className="flex flex-wrap gap-x-4 tabular-nums">
        {facts.map(([word, value]) => (
          <div key={word} className="flex gap-1">
            <dt className="text-text-3">{word}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
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
