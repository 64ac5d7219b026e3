import type { ConversationEntry, Side } from '@/lib/replay/conversation-at';
import type { OutlineRow } from '@/lib/trace/outline';
import { rowName } from '../event-words';
import { counted } from '../format-number';
import { plainLine } from '../plain-line';
import { eventLink } from './event-body';
import type { FilePlaces } from './file-parts';
import { glyph, kindGlyph } from './glyph';
import { type Html, html } from './html';

/** More of them are folded away. */
const shownAtOnce = 60;

/**
 * The whole conversation at one event, message by message, each as a way to the event that brought it in.
 * @param rows by seq
 */
export function conversationPart(
  entries: readonly ConversationEntry[],
  at: { seq: number; side: Side },
  rows: readonly OutlineRow[],
  places: FilePlaces,
): Html {
  const inferred = entries.filter(({ fidelity }) => fidelity !== 'exact').length;
  const chosen = at.side === 'before' ? (rows[at.seq]?.sawFidelity ?? null) : null;
  const what = at.side === 'before' ? 'What the model saw at' : 'The conversation after';
  return html`<section class="part talk" aria-labelledby="here"><h2 id="here">${what} ${eventLink(at.seq, places)}</h2>
<details${entries.length <= shownAtOnce && html` open`}><summary class="row">${glyph('chevron-right', 'chev')}${counted(entries.length, 'message')}${inferred > 0 && `, ${inferred === entries.length ? 'all' : inferred} of them inferred from the log`}${chosen !== null && chosen !== 'exact' && html` <span class="badge">${chosen === 'derived' ? 'which ones were sent is inferred' : 'not in the trace'}</span>`}</summary><ol class="rows">${entries.map(
    ({ seq, fidelity }) => {
      const row = rows[seq];
      return html`<li><div class="row"><span class="n">${eventLink(seq, places)}</span>${
        row &&
        html`${kindGlyph(row)}<bdi class="name">${rowName(row)}</bdi><bdi class="line">${plainLine(row.summary)}</bdi>`
      }${fidelity !== 'exact' && html`<span class="badge">${fidelity === 'derived' ? 'inferred' : 'not in the trace'}</span>`}</div></li>`;
    },
  )}</ol></details></section>
`;
}
