import { ArrowDown, ArrowUp } from 'lucide-react';
import type { Totals } from '@/lib/trace/trace';
import { cost, dash, delta, exactNumber, shortNumber } from '@/lib/view/format-number';
import type { Comparison } from './diff-side';

interface Metric {
  word: string;
  from: number | null;
  to: number | null;
  show: (value: number | null) => string;
  change: (from: number | null, to: number | null) => string;
}

const tokensOf = ({ inputTokens, outputTokens }: Totals): number | null =>
  inputTokens === null && outputTokens === null ? null : (inputTokens ?? 0) + (outputTokens ?? 0);

function costDelta(from: number | null, to: number | null): string {
  if (from === null || to === null) return dash;
  if (from === to) return '±0';
  return `${to > from ? '+' : '−'}${cost(Math.abs(to - from))}`;
}

const metrics = (a: Totals, b: Totals): Metric[] => {
  const plain = { show: shortNumber, change: delta };
  return [
    { word: 'Events', from: a.events, to: b.events, ...plain, show: exactNumber },
    { word: 'Tokens', from: tokensOf(a), to: tokensOf(b), ...plain },
    { word: 'Cost', from: a.costUsd, to: b.costUsd, show: cost, change: costDelta },
    {
      word: 'Model calls',
      from: a.byKind['model-call'] ?? 0,
      to: b.byKind['model-call'] ?? 0,
      ...plain,
    },
    { word: 'Errors', from: a.errors, to: b.errors, ...plain },
  ];
};

/** Before → after, as plain numbers: whether more is better is the reader's to say. */
export function DiffMetrics({ a, b }: { a: Totals; b: Totals }) {
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-1 text-12 tabular-nums">
      {metrics(a, b).map(({ word, from, to, show, change }) => (
        <div key={word} className="flex items-center gap-1.5">
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
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ChangeGlyph({ from, to }: { from: number | null; to: number | null }) {
  if (from === null || to === null || from === to) return null;
  const Glyph = to > from ? ArrowUp : ArrowDown;
  return <Glyph size={12} strokeWidth={1.5} aria-hidden />;
}

/** The numbers of shipit_agent.replay's `diff_traces`: by index, types only. */
export function ShipitNumbers({ shipit }: { shipit: Comparison['shipit'] }) {
  const numbers: [string, string][] = [
    ['matched', exactNumber(shipit.matched)],
    ['diverged at', shipit.divergedAt === null ? 'nowhere' : `#${shipit.divergedAt}`],
    ['type mismatches', exactNumber(shipit.typeMismatches)],
    ['only in A', exactNumber(shipit.onlyInLeft)],
    ['only in B', exactNumber(shipit.onlyInRight)],
    ['identical by type', shipit.identical ? 'yes' : 'no'],
  ];
  return (
    <div className="flex flex-wrap items-baseline gap-x-3 text-11 text-text-3">
      <span title="As shipit_agent.replay counts: event beside event by index, types only">
        By index and type
      </span>
      <dl className="flex flex-wrap gap-x-3 tabular-nums">
        {numbers.map(([word, value]) => (
          <div key={word} className="flex gap-1">
            <dt>{word}</dt>
            <dd className="font-mono text-text-2">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
