import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { ListedFact } from '@/lib/api/facts-contract';
import { jsonLine } from '@/lib/trace/summary';
import { exactNumber } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';
import { FactName } from './fact-name';
import { KnownBy } from './known-by';
import { StatusMark } from './status-mark';

const rowsAtOnce = 100;

/** Facts of one kind, each with the event that caused its status. `eventLink` draws the way there. */
export function FactList({
  label,
  facts,
  eventLink,
}: {
  label: string;
  facts: readonly ListedFact[];
  eventLink: (seq: number) => React.ReactNode;
}) {
  const [shown, setShown] = useState(rowsAtOnce);
  return (
    <>
      <ul aria-label={label} className="flex flex-col">
        {facts.slice(0, shown).map((fact) => (
          <li key={fact.key} className="flex items-start gap-2 border-line border-b py-1.5">
            <div className="min-w-0 flex-1">
              <FactName kind={fact.kind}>{fact.title}</FactName>
              {fact.kind === 'value' && (
                <p className="truncate font-mono text-12 text-text-2">
                  <bdi>{valueWord(fact)}</bdi>
                </p>
              )}
              <KnownBy source={fact.source} rule={fact.rule} />
            </div>
            <span className="-my-0.5 flex min-h-6 shrink-0 items-center gap-2">
              <StatusMark kind={fact.kind} status={fact.status} />
              {eventLink(fact.seq)}
            </span>
          </li>
        ))}
      </ul>
      {facts.length > shown && (
        <Button look="ghost" className="mt-1" onClick={() => setShown(shown + 5 * rowsAtOnce)}>
          Show more of {exactNumber(facts.length - shown)}
        </Button>
      )}
    </>
  );
}

const valueWord = ({ status, detail, detailSize }: ListedFact): string => {
  if (status === 'deleted') return 'deleted';
  return detailSize === null
    ? plainLine(jsonLine(detail))
    : `${exactNumber(detailSize)} characters: see the event`;
};
