import { exactNumber } from '@/lib/view/format-number';
import type { Comparison } from './diff-side';

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
