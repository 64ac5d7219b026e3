import type { RowState } from '@/lib/replay/diff/blocks-of';
import type { RunDiff } from '@/lib/replay/diff/diff-runs';
import type { Outline, OutlineRow } from '@/lib/trace/outline';
import type { Totals } from '@/lib/trace/trace';
import { absorbedWords } from './absorbed-words';
import { addedMetrics } from './added-metrics';
import { type DiffRow, diffRows, forkPlace, indexAtPlace } from './diff-rows';
import { kindWord } from './event-words';
import { counted, dash } from './format-number';
import { metricRows } from './metric-rows';
import { plainLine } from './plain-line';
import { noise, verdict } from './verdict';

interface TextSide {
  name: string;
  totals: Totals;
  outline: Outline;
}

interface DiffTextInput {
  a: TextSide;
  b: TextSide;
  diff: RunDiff & { shipit: { identical: boolean } };
  /** The address of the diff. */
  link: string;
}

/** One sign a state, as on the page: it can be told from the others without colour. */
const signs: Record<RowState, string> = {
  ...{ same: '=', changed: '≠', moved: '⇅', absorbed: '≈', left: '−', right: '+', edit: '✎' },
};

/** Longer texts are for the page: the rest is counted. */
const mostLines = 2000;

/** A first line is enough to know a row by. */
const mostCharacters = 160;

/** The diff as a text that can be pasted anywhere: verdict, figures, and what differs with two rows around it. */
export function diffText({ a, b, diff, link }: DiffTextInput): string {
  const facts = [
    noise(diff),
    `content-identical: ${diff.contentIdentical ? 'yes' : 'no'}`,
    `identical by type: ${diff.shipit.identical ? 'yes' : 'no'}`,
    diff.sharedPrefix > 0 ? `shared past: ${counted(diff.sharedPrefix, 'event')}` : '',
    diff.coarse ? 'coarse' : '',
  ];
  return [
    nameLine('A', a),
    nameLine('B', b),
    '',
    verdict(diff, { a: a.totals.events, b: b.totals.events }),
    `Confidence ${diff.confidence.toFixed(2)}. ${diff.reason}`,
    facts.filter((words) => words !== '').join(' · '),
    '',
    ...figures(diff),
    '',
    ...rowLines(a.outline, b.outline, diff),
    '',
    link,
    '',
  ].join('\n');
}

const nameLine = (letter: string, { name, totals }: TextSide): string =>
  `${letter}  ${plainLine(name)} (${counted(totals.events, 'event')})`;

/** Each figure on both sides, in columns: of the whole run, and of its parts where there is a fork. */
function figures({ metrics, fork }: RunDiff): string[] {
  const parts = {
    [fork ? 'whole run' : '']: {
      a: addedMetrics(metrics.a.before, metrics.a.after),
      b: addedMetrics(metrics.b.before, metrics.b.after),
    },
    ...(fork && {
      'before the fork': { a: metrics.a.before, b: metrics.b.before },
      'after it': { a: metrics.a.after, b: metrics.b.after },
    }),
  };
  const table = [
    ['', ...Object.keys(parts)],
    ...metricRows.map(({ word, of, show, change }) => [
      word,
      ...Object.values(parts).map(({ a, b }) => {
        const [from, to] = [of(a), of(b)];
        return from === null && to === null
          ? dash
          : `${show(from)} → ${show(to)} (${change(from, to)})`;
      }),
    ]),
  ];
  const widths = table.reduce<number[]>(
    (most, cells) => cells.map((cell, at) => Math.max(most[at] ?? 0, cell.length)),
    [],
  );
  return table
    .map((cells) =>
      cells
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .filter((line) => line !== '');
}

function rowLines(a: Outline, b: Outline, { blocks, fork }: RunDiff): string[] {
  const rows = diffRows(blocks, new Map(), fork);
  const cut = forkPlace(blocks, fork);
  const parting = cut === null ? undefined : rows[indexAtPlace(rows, cut)];
  const lines: string[] = [];
  for (const [index, row] of rows.entries()) {
    if (lines.length >= mostLines) {
      const rest = rows.slice(index).filter(({ state }) => state !== 'same').length;
      return [...lines, `  … ${counted(rest, 'more row')} with changes: see the link`];
    }
    lines.push(...linesOf(row, a, b, row === parting));
  }
  return lines;
}

function linesOf(row: DiffRow, a: Outline, b: Outline, parting: boolean): string[] {
  const lead = `${parting ? '⑂' : ' '} ${signs[row.state]} `;
  if (row.kind === 'fold' && row.state === 'same')
    return [`${lead}${counted(row.count, 'equal event')}`];
  if (row.kind === 'fold') {
    const [letter, from, to, outline] =
      row.aEnd > row.a
        ? (['A', row.a, row.aEnd, a] as const)
        : (['B', row.b, row.bEnd, b] as const);
    return [`${lead}${letter} #${from}–${to - 1}  ${absorbedWords(outline, from, to)} (absorbed)`];
  }
  const [left, right] = [row.a, row.b];
  if (row.state === 'same' && left !== null)
    return [`${lead}A #${left} / B #${right}  ${said(a[left])}`];
  const here = [
    ...(left === null ? [] : [`A #${left}  ${said(a[left])}`]),
    ...(right === null ? [] : [`B #${right}  ${said(b[right])}`]),
  ];
  return here.map((line, at) => (at === 0 ? lead : ' '.repeat(lead.length)) + line);
}

/** Rows that are still on their way are shown as their number alone. */
function said(row: OutlineRow | undefined): string {
  if (!row) return '…';
  const who = [row.role, kindWord[row.kind], row.name === null ? null : plainLine(row.name)];
  const words = `${who.filter((word) => word !== null).join(' ')}${row.error ? ', error' : ''}: ${plainLine(row.summary)}`;
  return words.length > mostCharacters ? `${words.slice(0, mostCharacters - 1)}…` : words;
}
