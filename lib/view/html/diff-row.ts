import type { RowState } from '@/lib/replay/diff/blocks-of';
import type { OutlineRow } from '@/lib/trace/outline';
import { counted, exactNumber } from '../format-number';
import { rowWords, sharedBadge } from './event-row';
import { glyph } from './glyph';
import { type Html, html } from './html';

const looks = {
  same: ['equal', 'dim', 'same'],
  changed: ['equal-not', '', 'changed'],
  moved: ['arrow-up-down', 'soft', 'moved'],
  absorbed: ['equal-approximately', 'dim', 'absorbed'],
  left: ['minus', '', 'only A'],
  right: ['plus', '', 'only B'],
  edit: ['pencil-line', 'diverge', 'edit'],
} as const satisfies Record<RowState, unknown>;

/** An event in its column. */
export interface Half {
  row: OutlineRow;
  lane: string | null;
  /** Fragment of the event: it stands here, or elsewhere. */
  anchor: string;
}

interface DiffRowPlace {
  id: string;
  state: RowState;
  /** The two part here. */
  parting: boolean;
  shared: boolean;
  /** The events stand elsewhere in the file: rows refer to them. */
  linked: boolean;
}

/** Events of one or both sides, and behind them what they say. */
export function diffEntry(
  { id, state, parting, shared, linked }: DiffRowPlace,
  a: Half | null,
  b: Half | null,
  body: Html | null,
): Html {
  const [name, tone, word] = looks[state];
  const look = `pair-row ${state}${parting ? ' parting' : ''}${shared ? ' shared' : ''}`;
  const middle = html`<span class="mid">${parting && html`<span class="diverge">${glyph('git-fork')} fork</span> `}<span class="${tone}">${glyph(name)} ${word}</span></span>`;
  // What opens when it is clicked holds no second thing to click: links are behind it.
  const to = linked && !body;
  const columns = [
    half(a, 'A', { to, shared, ids: linked ? [] : idsOf(state === 'same' ? [a, b] : [a]) }),
    middle,
    half(b, 'B', { to, shared: shared && !a, ids: linked || state === 'same' ? [] : idsOf([b]) }),
  ];
  return body
    ? html`<li id="${id}" class="${look}"><details${shared && html` open`}><summary class="pair">${columns}</summary>
${body}</details></li>
`
    : html`<li id="${id}" class="${look}"><div class="pair">${columns}</div></li>
`;
}

/** Of an equal pair a narrow screen shows the left half alone: both are found there. */
const idsOf = (halves: readonly (Half | null)[]): string[] =>
  halves.flatMap((side) => (side ? [side.anchor] : []));

function half(
  side: Half | null,
  letter: 'A' | 'B',
  { to, shared, ids }: { to: boolean; shared: boolean; ids: readonly string[] },
): Html {
  const look = letter === 'A' ? 'a' : 'b';
  if (!side) return html`<span class="half ${look} none"></span>`;
  const { row, anchor, lane } = side;
  return html`<span class="half ${look}">${ids.map((id) => html`<span id="${id}"></span>`)}<span class="mono dim">${letter}</span>${rowWords(row, lane, to ? anchor : null)}${shared && sharedBadge}</span>`;
}

/** A stretch of rows that is folded away, until the list of them ends. */
export const foldStart = (count: number, state: 'same' | 'absorbed', open: boolean): Html =>
  html`<li class="fold"><details${open && html` open`}><summary>${glyph('chevron-right', 'chev')}${counted(count, state === 'same' ? 'equal event' : 'absorbed event')}</summary><ol class="rows">
`;
export const foldEnd = (): Html => html`</ol></details></li>
`;

/** Goes before the first row of a difference: where one is among them, and the way to the others. */
export function changeHead(prefix: string, number: number, of: number): Html {
  const to = (other: number, text: string): Html | null =>
    other < 1 || other > of ? null : html`<a href="#${prefix}${other}">${text}</a>`;
  return html`<li class="next" id="${prefix}${number}"><span>Change ${exactNumber(number)} of ${exactNumber(of)}</span>${to(number - 1, 'Previous change')}${to(number + 1, 'Next change')}</li>
`;
}
