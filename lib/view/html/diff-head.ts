import type { RunDiff } from '@/lib/replay/diff/diff-runs';
import type { RunMetrics } from '@/lib/replay/diff/run-metrics';
import { addedMetrics } from '../added-metrics';
import { counted, delta, exactNumber } from '../format-number';
import { metricRows } from '../metric-rows';
import { noise, verdict } from '../verdict';
import type { FileTrace } from './file-parts';
import { glyph } from './glyph';
import { type Html, html } from './html';
import { outcomeMark, traceFacts } from './trace-head';
import { words } from './words';

/** Two runs compared, and shipit's own numbers. */
export type FileDiff = RunDiff & {
  shipit: {
    matched: number;
    divergedAt: number | null;
    typeMismatches: number;
    onlyInLeft: number;
    onlyInRight: number;
    identical: boolean;
  };
};

/** The answer, how sure it is and why, and what both runs took. */
export function verdictPart(diff: FileDiff, a: FileTrace, b: FileTrace): Html {
  const { confidence, reason, contentIdentical, shipit, sharedPrefix, coarse } = diff;
  const mark = diff.fork ? 'git-fork' : diff.verdict === 'incomparable' ? 'equal-not' : 'equal';
  const answer = verdict(diff, { a: a.totals.events, b: b.totals.events });
  const facts: [string, string][] = [
    ['Confidence', confidence.toFixed(2)],
    ['Content-identical', contentIdentical ? 'yes' : 'no'],
    ['Identical by type', shipit.identical ? 'yes' : 'no'],
    ...(noise(diff) === '' ? [] : [['No divergence', noise(diff)] satisfies [string, string]]),
  ];
  return html`<div class="pad"><p class="verdict${diff.fork && ' diverge'}">${glyph(mark)}<span>${words(answer)}</span></p>
<p class="measure">${words(reason)}</p>
<dl class="facts">${facts.map(([word, text]) => html`<div><dt>${word}</dt><dd>${text}</dd></div>`)}</dl>
${sharedPrefix > 0 && html`<p class="small soft">Shared past: ${counted(sharedPrefix, 'event')}, the very same rows in both.</p>`}
${coarse && html`<p class="small warn">Coarse: the runs are too long or too different to look at every pair of events. Every row is right, but equal events may show as only A and only B.</p>`}</div>
`;
}

/** The names of both, above their columns. */
export const sideHeads = (a: FileTrace, b: FileTrace): Html => {
  const side = (letter: string, { name, outcome, totals }: FileTrace): Html =>
    html`<span><span class="mono dim">${letter}</span> ${words(name)} ${outcomeMark(outcome)} <span class="dim">${counted(totals.events, 'event')}</span></span>`;
  return html`<div class="heads">${side('A', a)}<span class="mid"></span>${side('B', b)}</div>`;
};

/** Figures of both, whole and on either side of the fork. */
export function metricTables({
  metrics: { a, b },
  fork,
}: Pick<FileDiff, 'metrics' | 'fork'>): Html {
  const whole = [addedMetrics(a.before, a.after), addedMetrics(b.before, b.after)] as const;
  return html`<div class="pad tables">${metricTable('Whole run', ...whole)}${fork && metricTable('Before the fork', a.before, b.before)}${fork && metricTable('After the fork', a.after, b.after)}${toolTable(...whole)}</div>
`;
}

const figures = (
  caption: string,
  rows: readonly (readonly [string, string, string, string])[],
): Html =>
  html`<table><caption>${caption}</caption><thead><tr><th scope="col"><span class="sr">Figure</span></th><th scope="col" class="r">A</th><th scope="col" class="r">B</th><th scope="col" class="r">Change</th></tr></thead><tbody>${rows.map(
    ([word, ...cells]) =>
      html`<tr><th scope="row">${words(word)}</th>${cells.map((cell) => html`<td class="r">${cell}</td>`)}</tr>`,
  )}</tbody></table>`;

const metricTable = (caption: string, a: RunMetrics, b: RunMetrics): Html =>
  figures(
    caption,
    metricRows.map(({ word, of, show, change }) => {
      const [from, to] = [of(a), of(b)];
      return [word, show(from), show(to), change(from, to)];
    }),
  );

function toolTable(a: RunMetrics, b: RunMetrics): Html | null {
  const [left, right] = [new Map(a.tools), new Map(b.tools)];
  const tools = [...new Set([...left.keys(), ...right.keys()])];
  if (tools.length === 0) return null;
  return figures(
    'Calls by tool',
    tools.map((tool) => {
      const [from, to] = [left.get(tool) ?? 0, right.get(tool) ?? 0];
      return [tool, exactNumber(from), exactNumber(to), delta(from, to)];
    }),
  );
}

/** Facts of both runs, behind a line. */
export const bothFacts = (a: FileTrace, b: FileTrace): Html =>
  html`<details class="more pad"><summary>${glyph('chevron-right', 'chev')} Facts of both runs</summary><p class="label">A: ${words(a.name)}</p>${traceFacts(a)}<p class="label">B: ${words(b.name)}</p>${traceFacts(b)}</details>
`;
