import type { Outcome } from '@/lib/trace/trace';
import { outcomeWord } from '../event-words';
import { cost, dash, duration, exactNumber } from '../format-number';
import { clockTime } from '../format-time';
import type { FileTrace } from './file-parts';
import { glyph } from './glyph';
import { type Html, html } from './html';
import { words } from './words';

const looks = {
  ok: ['circle-check', 'ok'],
  failed: ['circle-exclamation-point', 'bad'],
  unfinished: ['circle-dashed', 'warn'],
  unknown: ['circle-question-mark', 'dim'],
} as const satisfies Record<Outcome, unknown>;

/** How a run ended, with glyph and word. */
export function outcomeMark(outcome: Outcome): Html {
  const [name, tone] = looks[outcome];
  return html`<span class="small ${tone}">${glyph(name)} ${outcomeWord[outcome]}</span>`;
}

/** What a run is and what it took; a dash where nothing is recorded. @param whole its end is among what is shown */
export function traceFacts(
  { formatTitle, totals, outcome, parent }: FileTrace,
  whole = true,
): Html {
  const { startedAt, endedAt } = totals;
  // The past of a branch was recorded at another time: its clocks tell no duration.
  const took =
    parent !== null || startedAt === null || endedAt === null ? null : endedAt - startedAt;
  const figure = (value: number | null): string => (value === null ? dash : exactNumber(value));
  const facts: [string, string][] = [
    ['Format', formatTitle],
    ['Events', figure(totals.events)],
    ['Messages', figure(totals.messages)],
    ['Errors', figure(totals.errors)],
    ['Input tokens', figure(totals.inputTokens)],
    ['Output tokens', figure(totals.outputTokens)],
    ['Cost', cost(totals.costUsd)],
    ['Took', duration(took)],
    ['Started', clockTime(startedAt)],
    ['Models', totals.models.length === 0 ? dash : totals.models.join(', ')],
  ];
  return html`<dl class="facts">${whole && html`<div><dt>Outcome</dt><dd>${outcomeMark(outcome)}</dd></div>`}${facts.map(
    ([word, text]) => html`<div><dt>${word}</dt><dd>${words(text)}</dd></div>`,
  )}</dl>`;
}
