import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { ListedTransition, StateDiffAnswer } from '@/lib/api/facts-contract';
import { type FactKind, factTitles } from '@/lib/replay/facts/fact';
import { causeOf, factName, sideWord } from '@/lib/view/fact-words';
import { exactNumber } from '@/lib/view/format-number';
import { traceLink } from '@/lib/view/links';
import { FactName } from './fact-name';
import { KnownBy } from './known-by';
import { StatusMark } from './status-mark';

/** Rows that are drawn at once; more when they are asked for. */
const rowsAtOnce = 200;

/** What changed of one kind: what it is, before and after, and the event that caused it. */
export function TransitionTable({
  kind,
  items,
  diff,
}: {
  kind: FactKind;
  items: readonly ListedTransition[];
  diff: StateDiffAnswer;
}) {
  const [shown, setShown] = useState(rowsAtOnce);
  const inRun = diff.a.id === diff.b.id;
  return (
    <section aria-labelledby={`changed-${kind}`}>
      <h2 id={`changed-${kind}`} className="flex items-baseline gap-2 pb-1 font-medium text-13">
        {factTitles[kind]}
        <span className="text-12 text-text-3 tabular-nums">{exactNumber(items.length)}</span>
      </h2>
      <table
        aria-labelledby={`changed-${kind}`}
        className="w-full table-fixed border-collapse text-left"
      >
        <thead>
          <tr className="border-line border-b text-11 text-text-3">
            <th scope="col" className="py-1 pr-3 font-normal">
              What
            </th>
            <th scope="col" className="w-[38%] py-1 pr-3 font-normal">
              Before <ArrowRight size={12} aria-label="to" className="inline" /> after
            </th>
            <th scope="col" className="w-20 py-1 font-normal">
              Event
            </th>
          </tr>
        </thead>
        <tbody>
          {items.slice(0, shown).map((transition) => (
            <Row key={transition.key} transition={transition} diff={diff} inRun={inRun} />
          ))}
        </tbody>
      </table>
      {items.length > shown && (
        <Button look="ghost" className="mt-1" onClick={() => setShown(shown + 5 * rowsAtOnce)}>
          Show more of {exactNumber(items.length - shown)}
        </Button>
      )}
    </section>
  );
}

function Row({
  transition,
  diff,
  inRun,
}: {
  transition: ListedTransition;
  diff: StateDiffAnswer;
  inRun: boolean;
}) {
  const fact = transition.after ?? transition.before;
  const { side, seq } = causeOf(transition);
  return (
    <tr className="border-line border-b align-top">
      <th scope="row" className="py-1.5 pr-3 font-normal">
        <FactName kind={transition.kind}>{factName(transition)}</FactName>
        {fact && <KnownBy source={fact.source} rule={fact.rule} />}
      </th>
      <td className="py-1 pr-3">
        <span className="flex min-h-6 flex-wrap items-center gap-1.5">
          <Side transition={transition} side="before" inRun={inRun} />
          <ArrowRight
            size={14}
            strokeWidth={1.5}
            aria-label="to"
            className="shrink-0 text-text-3"
          />
          <Side transition={transition} side="after" inRun={inRun} />
        </span>
      </td>
      <td className="py-1 font-mono text-12 tabular-nums">
        <Link
          href={traceLink(diff[side].id, { seq, panel: 'event' })}
          className="inline-flex min-h-6 items-center text-select hover:underline"
        >
          {inRun ? '' : `${side.toUpperCase()} `}#{seq}
        </Link>
      </td>
    </tr>
  );
}

function Side({
  transition,
  side,
  inRun,
}: {
  transition: ListedTransition;
  side: 'before' | 'after';
  inRun: boolean;
}) {
  const fact = transition[side];
  const word = sideWord(transition, side, inRun);
  if (!fact) return <span className="text-12 text-text-3">{word}</span>;
  const plain = fact.kind === 'value' || fact.kind === 'goal' || word.length > 40;
  return plain ? (
    <FactName kind={fact.kind}>{word}</FactName>
  ) : (
    <StatusMark kind={fact.kind} status={fact.status}>
      {word}
    </StatusMark>
  );
}
