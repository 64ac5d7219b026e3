'use client';

import { useState } from 'react';
import type { WhatIf, WhatIfPoint } from '@/components/data/what-if';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { TextView } from '@/components/ui/text-view';
import { WordDiff } from '@/components/ui/word-diff';
import type { CounterfactualAnswer, ListedStateChange } from '@/lib/api/counterfactual-contract';
import type { ListedFact, ListedTransition } from '@/lib/api/facts-contract';
import { counted, exactNumber } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';
import { prettyJson } from '@/lib/view/pretty-json';
import { NotYet } from './not-yet';
import { useWithout } from './use-without';

/** Rows that are drawn at once. */
const portion = 50;

const words = {
  state: { one: 'key', none: 'This trace recorded no state up to here.' },
  facts: { one: 'fact', none: 'Nothing in this trace tells of facts up to here.' },
};

/** State or facts at a moment: only what differs is listed, as it was beside what it would be. */
export function WithoutKnown({
  whatIf,
  point,
  of,
  onOpen,
}: {
  whatIf: WhatIf;
  point: WhatIfPoint;
  of: 'state' | 'facts';
  onOpen: (seq: number) => void;
}) {
  const [most, setMost] = useState(portion);
  const { data, ...loading } = useWithout(whatIf, point, 'known');
  const known = data?.[of];
  if (!data || !known) return <NotYet {...loading} />;
  const { one, none } = words[of];
  if (known.before === 0 && known.changed === 0)
    return <EmptyState title={`No ${one}s`}>{none}</EmptyState>;
  const drawn = rowsOf(data, of).slice(0, most);
  return (
    <>
      <p className="border-line border-b px-3 py-2 text-12">
        {known.changed === 0
          ? `The same ${counted(known.before, one)}.`
          : `${exactNumber(known.changed)} of ${counted(known.before, one)} would differ.`}
      </p>
      <ul aria-label={`${one}s that differ`}>
        {drawn.map((row) => (
          <KnownRow key={row.id} row={row} onOpen={onOpen} />
        ))}
      </ul>
      {known.changed > drawn.length && (
        <p className="flex flex-wrap items-center gap-2 px-3 py-1 text-12 text-text-3">
          {exactNumber(drawn.length)} of {counted(known.changed, 'difference')}
          {known.changes.length > drawn.length && (
            <Button onClick={() => setMost(most + portion)}>Show more</Button>
          )}
        </p>
      )}
    </>
  );
}

interface Row {
  id: string;
  title: string;
  where: string;
  before: { text: string; seq: number } | null;
  after: { text: string; seq: number } | null;
}

const rowsOf = ({ state, facts }: CounterfactualAnswer, of: 'state' | 'facts'): Row[] =>
  of === 'state' ? (state?.changes ?? []).map(stateRow) : (facts?.changes ?? []).map(factRow);

function stateRow({ before, after }: ListedStateChange): Row {
  const { namespace, agent, key } = after ?? before ?? { namespace: '', agent: '', key: '' };
  const side = (entry: ListedStateChange['before']) =>
    entry && { text: stateText(entry), seq: entry.seq };
  return {
    id: JSON.stringify([namespace, agent, key]),
    title: key,
    where: [namespace, agent].filter((part) => part !== '').join(' · '),
    before: side(before),
    after: side(after),
  };
}

function stateText({ deleted, value, size }: NonNullable<ListedStateChange['before']>): string {
  if (deleted) return 'deleted';
  if (size !== null) return `a value of ${exactNumber(size)} characters: open its event`;
  return typeof value === 'string' ? value : prettyJson(value);
}

function factRow({ kind, key, title, before, after }: ListedTransition): Row {
  const side = (fact: ListedTransition['before']) =>
    fact && {
      text: `${fact.status}${detailText(fact)}`,
      seq: fact.seq,
    };
  return {
    id: JSON.stringify([kind, key]),
    title,
    where: kind,
    before: side(before),
    after: side(after),
  };
}

function detailText({ detail, detailSize }: ListedFact): string {
  if (detailSize !== null)
    return `\na detail of ${exactNumber(detailSize)} characters: open its event`;
  if (detail === null) return '';
  return `\n${typeof detail === 'string' ? detail : prettyJson(detail)}`;
}

function KnownRow({ row, onOpen }: { row: Row; onOpen: (seq: number) => void }) {
  const { title, where, before, after } = row;
  return (
    <li className="border-line border-b px-3 py-2">
      <h2 className="flex min-h-6 flex-wrap items-baseline gap-x-2 text-12">
        <bdi className="font-mono text-text-1 [overflow-wrap:anywhere]">{plainLine(title)}</bdi>
        <bdi className="text-11 text-text-3">{plainLine(where)}</bdi>
      </h2>
      <div className="grid grid-cols-2 gap-x-3">
        <Heading word="As it was" seq={before?.seq ?? null} onOpen={onOpen} />
        <Heading word="Without" seq={after?.seq ?? null} onOpen={onOpen} />
      </div>
      {before && after ? (
        <WordDiff beside label={title} before={before.text} after={after.text} />
      ) : (
        <div className="grid grid-cols-2 gap-x-3">
          <OneSide text={before?.text ?? null} look="line-through decoration-text-3" />
          <OneSide text={after?.text ?? null} look="" />
        </div>
      )}
    </li>
  );
}

function OneSide({ text, look }: { text: string | null; look: string }) {
  if (text === null) return <p className="text-12 text-text-3">not there</p>;
  return (
    <div className={`min-w-0 ${look}`}>
      <TextView text={text} />
    </div>
  );
}

function Heading({
  word,
  seq,
  onOpen,
}: {
  word: string;
  seq: number | null;
  onOpen: (seq: number) => void;
}) {
  return (
    <p className="flex items-center gap-2 text-11 text-text-3">
      {word}
      {seq !== null && (
        <button
          type="button"
          className="min-h-6 font-mono hover:text-text-1 hover:underline"
          title="Open the event that says so"
          onClick={() => onOpen(seq)}
        >
          #{seq}
        </button>
      )}
    </p>
  );
}
