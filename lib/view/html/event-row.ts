import type { OutlineRow } from '@/lib/trace/outline';
import { rowName } from '../event-words';
import { duration, tokens } from '../format-number';
import { plainLine } from '../plain-line';
import { glyph, kindGlyph } from './glyph';
import { type Html, html } from './html';

interface RowPlace {
  id: string;
  /** The row that was shared: it stands open. */
  shared: boolean;
  /** Name of the lane, where a trace has several. */
  lane: string | null;
}

/** One event: a line, and all that it says behind it. */
export const eventEntry = (row: OutlineRow, { id, shared, lane }: RowPlace, body: Html): Html =>
  html`<li id="${id}"${shared && html` class="shared"`}><details${shared && html` open`}><summary class="row${row.error && ' err'}${row.kind === 'edit' && ' edit-row'}">${glyph('chevron-right', 'chev')}${rowWords(row, lane)}${shared && sharedBadge}${rowFigures(row)}</summary>
${body}</details></li>
`;

export const sharedBadge: Html = html`<span class="badge">shared row</span>`;

/** Number, glyph, name and summary of a row. @param to fragment of the event, where the number leads to it */
export const rowWords = (row: OutlineRow, lane: string | null, to: string | null = null): Html =>
  html`<span class="n">${to === null ? row.seq : html`<a href="#${to}">${row.seq}</a>`}</span>${kindGlyph(row)}<bdi class="name">${rowName(row)}</bdi>${lane !== null && html`<bdi class="lane">${plainLine(lane)}</bdi>`}<bdi class="line">${plainLine(row.summary)}</bdi>${rowMarks(row)}`;

const rowMarks = (row: OutlineRow): Html =>
  html`${row.error && glyph('circle-exclamation-point', 'bad', 'error')}${row.unfinished && glyph('circle-dashed', 'warn', 'unfinished')}`;

const rowFigures = (row: OutlineRow): Html =>
  html`${row.outputTokens !== null && html`<span class="num tok">${tokens(row.outputTokens)}</span>`}<span class="num took">${duration(row.durationMs)}</span>`;
