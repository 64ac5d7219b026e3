import type { Event } from '@/lib/trace/event';
import type { OutlineRow } from '@/lib/trace/outline';
import { kindWord, rowName } from '@/lib/view/event-words';
import { cost, dash, duration, exactNumber } from '@/lib/view/format-number';

interface Side {
  row: OutlineRow | undefined;
  event: Event | null;
}

const number = (value: number | null) => (value === null ? dash : `${exactNumber(value)} tokens`);

const facts: { word: string; read: (row: OutlineRow, event: Event | null) => string }[] = [
  { word: 'Kind', read: (row) => kindWord[row.kind] },
  { word: 'Name', read: rowName },
  { word: 'Lane', read: (row) => row.lane },
  { word: 'Input', read: (row) => number(row.inputTokens) },
  { word: 'Output', read: (row) => number(row.outputTokens) },
  { word: 'Cost', read: (row) => cost(row.costUsd) },
  { word: 'Took', read: (row) => duration(row.durationMs) },
  {
    word: 'Finish',
    read: (_, event) => (event?.kind === 'model-call' ? (event.finishReason ?? dash) : dash),
  },
];

/** Plain facts of both events beside each other; where neither knows one, it is left out. */
export function EventFacts({ a, b }: { a: Side; b: Side }) {
  const rows = facts
    .map(({ word, read }) => ({
      word,
      left: a.row ? read(a.row, a.event) : dash,
      right: b.row ? read(b.row, b.event) : dash,
    }))
    .filter(({ left, right }) => left !== dash || right !== dash);
  return (
    <table className="m-3 mb-1 border-collapse text-left text-12">
      <thead>
        <tr className="text-11 text-text-3">
          <th scope="col" className="pr-4 font-normal">
            <span className="sr-only">Fact</span>
          </th>
          {a.row && (
            <th scope="col" className="pr-4 font-normal">
              A #{a.row.seq}
            </th>
          )}
          {b.row && (
            <th scope="col" className="pr-4 font-normal">
              B #{b.row.seq}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ word, left, right }) => {
          const differs = a.row && b.row && left !== right;
          const tone = differs || !a.row || !b.row ? 'text-text-1' : 'text-text-3';
          return (
            <tr key={word} className="align-top">
              <th scope="row" className="pr-4 font-normal text-text-3">
                {word}
                {differs && <span className="sr-only">, differs</span>}
              </th>
              {a.row && <Value text={left} tone={tone} />}
              {b.row && <Value text={right} tone={tone} />}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Value({ text, tone }: { text: string; tone: string }) {
  return (
    <td className={`pr-4 font-mono tabular-nums [overflow-wrap:anywhere] ${tone}`}>
      <bdi>{text}</bdi>
    </td>
  );
}
