import type { FieldPair } from '../event-fields';
import { eventFields, messageFields, pairFields } from '../event-fields';
import { dash } from '../format-number';
import { changedText } from './changed-text';
import { eventLink, rawRecords, sawWords } from './event-body';
import { eventFacts } from './event-facts';
import type { FileEvent, FilePlaces } from './file-parts';
import { type Html, html } from './html';
import { partBlock } from './message';
import { textBlock } from './value';
import { words } from './words';

/** One side of a row that has two. */
export interface BodySide {
  letter: 'A' | 'B';
  one: FileEvent;
  places: FilePlaces;
  lane: string;
  /** Whether the event stands elsewhere in the file, with its whole body. */
  linked: boolean;
}

/** All fields of both events, laid beside each other: what differs by words. */
export function pairBody(a: BodySide, b: BodySide): Html {
  const shown = ({ one }: BodySide, what: 'saw' | 'said') =>
    one[what].flatMap((entry) => ('message' in entry ? [entry.message] : []));
  const fields = pairFields(
    eventFields(a.one.event, shown(a, 'said')),
    eventFields(b.one.event, shown(b, 'said')),
  );
  const seen = pairFields(messageFields(shown(a, 'saw')), messageFields(shown(b, 'saw')));
  return html`<div class="body">${[a, b].map(
    ({ linked, letter, one, places }) =>
      linked && html`<p class="small">${letter}: ${eventLink(one.row.seq, places)}</p>`,
  )}${factTable(a, b)}${fields.map(fieldBlock)}${[a, b].map(({ letter, one, places }) => sawWords(one, places, letter))}${seen.map(fieldBlock)}${[a, b].map(images)}${[a, b].map(({ letter, one }) => rawRecords(one.raw, letter))}</div>`;
}

function fieldBlock({ label, before, after }: FieldPair): Html {
  if (before === null || after === null)
    return html`<div><p class="label">${words(label)} <span class="badge">only ${before === null ? 'B' : 'A'}</span></p>${textBlock(before ?? after ?? '')}</div>`;
  return html`<div><p class="label">${words(label)} <span class="badge">${before === after ? 'same' : 'changed'}</span></p>${changedText(before, after)}</div>`;
}

const images = ({ letter, one, places }: BodySide): (Html | null)[] =>
  [...one.saw, ...one.said].flatMap((entry) =>
    'message' in entry
      ? entry.message.parts.map((part) =>
          part.type === 'media'
            ? html`<div><p class="label">Media in ${letter}</p>${partBlock(part, places)}</div>`
            : null,
        )
      : [],
  );

function factTable(a: BodySide, b: BodySide): Html {
  const [left, right] = [a, b].map(
    ({ one, lane }) => new Map(eventFacts(one.row, one.event, lane)),
  );
  const names = new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])]);
  const setups = [a, b].map(({ one, places }) =>
    one.setup === null
      ? html`${dash}`
      : html`<a href="#${places.setup(one.setup)}">setup ${one.setup}</a>`,
  );
  return html`<table><thead><tr><th scope="col"><span class="sr">Fact</span></th><th scope="col">A #${a.one.row.seq}</th><th scope="col">B #${b.one.row.seq}</th></tr></thead><tbody>${[
    ...names,
  ].map((name) => {
    const [was, is] = [left?.get(name) ?? dash, right?.get(name) ?? dash];
    return html`<tr${was !== is && html` class="differs"`}><th scope="row">${name}${was !== is && html`<span class="sr">, differs</span>`}</th><td>${words(was)}</td><td>${words(is)}</td></tr>`;
  })}${(a.one.setup !== null || b.one.setup !== null) && html`<tr><th scope="row">Sent with</th>${setups.map((setup) => html`<td>${setup}</td>`)}</tr>`}</tbody></table>`;
}
