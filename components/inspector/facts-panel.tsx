'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import type { ReadFacts } from '@/components/data/fact-source';
import { useTraceSource } from '@/components/data/trace-source';
import { FactList } from '@/components/state-diff/fact-list';
import { buttonClasses } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { factTitles } from '@/lib/replay/facts/fact';
import { byKind } from '@/lib/view/fact-words';
import { nothingRead } from '@/lib/view/facts-markdown';
import { stateDiffLink } from '@/lib/view/links';

/** Each question reads the run from its beginning: whoever walks through it is asked for where they stop. */
const settleMs = 200;

/** What is known of the run after the selected event. */
export function FactsPanel({ seq, onOpen }: { seq: number; onOpen: (seq: number) => void }) {
  const { facts } = useTraceSource();
  if (!facts)
    return (
      <EmptyState title="Facts are not shared.">
        A share shows events and messages, not what can be concluded from them.
      </EmptyState>
    );
  return <KnownFacts seq={seq} read={facts} onOpen={onOpen} />;
}

function KnownFacts({
  seq,
  read,
  onOpen,
}: {
  seq: number;
  read: ReadFacts;
  onOpen: (seq: number) => void;
}) {
  const source = useTraceSource();
  const at = useSettledSeq(seq);
  const { data, error } = useQuery({
    queryKey: [...source.key, 'facts', at],
    queryFn: ({ signal }) => read(at, signal),
    placeholderData: (last) => last,
  });
  if (error && !data)
    return (
      <EmptyState title="The facts could not be read.">
        Nothing was lost. Select another event, or reload the page.
      </EmptyState>
    );
  if (!data)
    return (
      <p role="status" className="p-4 text-text-3">
        Reading the run…
      </p>
    );
  const shown = data.trace.seq;
  return (
    <div aria-busy={shown !== seq} className="flex flex-col gap-4 p-3">
      <div className="flex flex-wrap items-center gap-2 text-12 text-text-2">
        <p role="status">
          {shown === seq ? `As of event #${shown}` : `As of event #${shown}; reading #${seq}…`}
        </p>
        <Link
          href={stateDiffLink(data.trace.id, data.trace.id, { aSeq: shown })}
          className={`ml-auto ${buttonClasses('ghost')}`}
        >
          What changed since
        </Link>
      </div>
      {data.facts.length === 0 && (
        <EmptyState title="Nothing is known by this event.">{nothingRead}</EmptyState>
      )}
      {byKind(data.facts).map(({ kind, items }) => (
        <section key={kind} aria-labelledby={`facts-${kind}`}>
          <h2 id={`facts-${kind}`} className="flex items-baseline gap-2 font-medium">
            {factTitles[kind]}
            <span className="text-12 text-text-3 tabular-nums">{items.length}</span>
          </h2>
          <FactList
            label={factTitles[kind]}
            facts={items}
            eventLink={(cause) => (
              <button
                type="button"
                aria-label={`Go to event ${cause}`}
                className="inline-flex min-h-6 shrink-0 items-center font-mono text-12 text-select hover:underline"
                onClick={() => onOpen(cause)}
              >
                #{cause}
              </button>
            )}
          />
        </section>
      ))}
    </div>
  );
}

function useSettledSeq(seq: number): number {
  const [settled, setSettled] = useState(seq);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(seq), settleMs);
    return () => clearTimeout(timer);
  }, [seq]);
  return settled;
}
