import { counted } from '../format-number';
import type { FileTrace } from './file-parts';
import { glyph } from './glyph';
import { type Html, html } from './html';
import { traceFacts } from './trace-head';
import { forkWords, treeList } from './tree-list';
import { words } from './words';

/** Begins a part of the file under a heading; one inside of another has level 3. */
export const partStart = (title: string, id: string, level: 2 | 3 = 2): Html =>
  level === 2
    ? html`<section class="part" aria-labelledby="${id}"><h2 id="${id}">${words(title)}</h2>
`
    : html`<div class="part"><h3 id="${id}">${words(title)}</h3>
`;
export const partEnd = (level: 2 | 3 = 2): Html =>
  level === 2
    ? html`</section>
`
    : html`</div>
`;

/** Rows stand in between. */
export const rowsStart = (): Html => html`<ol class="rows">
`;
export const rowsEnd = (): Html => html`</ol>
`;

/** What a run is and what it took. @param whole its end is among what is shown */
export const runFacts = (
  trace: FileTrace,
  whole = true,
): Html => html`<div class="pad">${traceFacts(trace, whole)}</div>
`;

/** Runs as they grew from each other. */
export const treePart = (traces: readonly FileTrace[]): Html =>
  html`${partStart('Runs', 'tree')}${treeList(traces, (side) => side)}${partEnd()}`;

/** How a branch came to be, and where the events stand that it shares with others. */
export const branchFacts = (
  trace: FileTrace,
  parent: { side: string; name: string } | null,
  elsewhere: number,
): Html => html`${runFacts(trace)}<div class="pad small">${
  parent &&
  html`<p class="diverge">${glyph('git-fork')} From <a href="#${parent.side}">${words(parent.name)}</a>, ${words(forkWords(trace))}</p>`
}${
  elsewhere > 0 &&
  html`<p class="soft">Its first ${counted(elsewhere, 'event')} it shares with what it grew from: they stand there.</p>`
}</div>
`;
