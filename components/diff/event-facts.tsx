import type { Event } from '@/lib/trace/event';
import type { OutlineRow } from '@/lib/trace/outline';
import { kindWord, rowName } from '@/lib/view/event-words';
import { cost, dash, duration, exactNumber } from '@/lib/view/format-number';

interface Side {
  row: OutlineRow | undefined;
  event: Event | null;
}

const number = (value: number | null) => (value === null ? dash : `${exactNumber(value)} tokens`);
const ofCall = (
  event: Event | null,
  read: (call: Extract<Event, { kind: 'model-call' }>) => string | null,
) => (event?.kind === 'model-call' ? read(event) : null) ?? dash;

const facts: { word: string; read: (row: OutlineRow, event: Event | null) => string }[] = [
  { word: 'Kind', read: (row) => kindWord[row.kind] },
  { word: 'Name', read: rowName },
  { word: 'Model', read: (_, event) => ofCall(event, ({ model }) => model) },
  { word: 'Lane', read: (row) => row.lane },
  { word: 'Input', read: (row) => number(row.inputTokens) },
  { word: 'Output', read: (row) => number(row.outputTokens) },
  { word: 'Cost', read: (row) => cost(row.costUsd) },
  { word: 'Took', read: (row) => duration(row.durationMs) },
  { word: 'Finish', read: (_, event) => ofCall(event, ({ finishReason }) => finishReason) },
  { word: 'Error', read: (row, event) => event?.error?.message ?? (row.error ? 'yes' : dash) },
];

/** Plain facts of both events beside each other; where neither knows one, it is left out. */
export function EventFacts({ a, b, wide }: { a: Side; b: Side; wide: boolean }) {
  const rows = facts
    .map(({ word, read }) => ({
      word,
      left: a.row ? read(a.row, a.event) : dash,
      right: b.row ? read(b.row, b.event) : dash,
      differs: false,
    }))
    .filter(({ left, right }) => left !== dash || right !== dash)
    .map((fact) => ({ ...fact, differs: !!a.row && !!b.row && fact.left !== fact.right }));
  const one = !a.row || !b.row;
  const tone = (differs: boolean): string => (differs || one ? 'text-text-1' : 'text-text-3');
  const sides = [
    { letter: 'A', row: a.row, of: (fact: (typeof rows)[number]) => fact.left },
    { letter: 'B', row: b.row, of: (fact: (typeof rows)[number]) => fact.right },
  ].filter(({ row }) => row !== undefined);

  // A few lines high where there is width, a few words wide where there is height.
  return wide ? (
    <table className="mx-3 my-2 border-collapse text-left text-12">
      <thead>
        <tr className="text-11 text-text-3">
          <td />
          {rows.map(({ word, differs }) => (
            <th key={word} scope="col" className="pr-4 font-normal">
              {word}
              {differs && <Differs />}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sides.map(({ letter, row, of }) => (
          <tr key={letter} className="align-top">
            <th scope="row" className="whitespace-nowrap pr-4 font-normal text-text-3">
              {letter} #{row?.seq}
            </th>
            {rows.map((fact) => (
              <Value key={fact.word} text={of(fact)} tone={tone(fact.differs)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  ) : (
    <table className="m-3 mb-1 border-collapse text-left text-12">
      <thead>
        <tr className="text-11 text-text-3">
          <td />
          {sides.map(({ letter, row }) => (
            <th key={letter} scope="col" className="pr-4 font-normal">
              {letter} #{row?.seq}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((fact) => (
          <tr key={fact.word} className="align-top">
            <th scope="row" className="pr-4 font-normal text-text-3">
              {fact.word}
              {fact.differs && <Differs />}
            </th>
            {sides.map(({ letter, of }) => (
              <Value key={letter} text={of(fact)} tone={tone(fact.differs)} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Differs = () => <span className="sr-only">, differs</span>;

function Value({ text, tone }: { text: string; tone: string }) {
  return (
    <td className={`max-w-80 pr-4 font-mono tabular-nums [overflow-wrap:anywhere] ${tone}`}>
      <bdi>{text}</bdi>
    </td>
  );
}
