import { editLength } from '@/lib/trace/conversation';
import type { Event, Fidelity } from '@/lib/trace/event';
import { eventFields } from '../event-fields';
import { counted, exactNumber } from '../format-number';
import { eventFacts } from './event-facts';
import type { FileEvent, FileMessage, FilePlaces, Referred } from './file-parts';
import { type Html, html } from './html';
import { messageFigure } from './message';
import { textBlock } from './value';
import { words } from './words';

const fidelityWords: Record<Fidelity, string> = {
  exact: 'recorded as sent',
  derived: 'inferred from the log',
  missing: 'not in the trace',
};

/** All that an event says: facts, its own fields, what the model saw, what was said. */
export const eventBody = (one: FileEvent, places: FilePlaces, lane: string): Html =>
  html`<div class="body">${factList(one, places, lane)}${ownFields(one.event)}${sawBlock(one, places)}${saidBlock(one, places)}${rawRecords(one.raw)}</div>`;

function factList({ row, event, setup }: FileEvent, places: FilePlaces, lane: string): Html {
  const { parent } = event;
  const call = event.kind === 'tool-result' ? event.call : null;
  return html`<dl class="facts">${eventFacts(row, event, lane).map(
    ([word, text]) => html`<div><dt>${word}</dt><dd>${words(text)}</dd></div>`,
  )}${call !== null && html`<div><dt>Answers</dt><dd>${eventLink(call, places)}</dd></div>`}${
    parent !== null && html`<div><dt>Inside of</dt><dd>${eventLink(parent, places)}</dd></div>`
  }${setup !== null && html`<div><dt>Sent with</dt><dd><a href="#${places.setup(setup)}">setup ${setup}</a></dd></div>`}</dl>`;
}

/** What no message says: arguments, errors, operations, logs. */
const ownFields = (event: Event): Html[] =>
  eventFields(event, []).map(
    ({ label, text }) => html`<div><p class="label">${words(label)}</p>${textBlock(text)}</div>`,
  );

function sawBlock(one: FileEvent, places: FilePlaces): Html | null {
  return one.event.saw && html`<div>${sawWords(one, places)}${messageList(one.saw, places)}</div>`;
}

/** How many messages a model saw, how that is known, and what of them stands elsewhere: said instead of repeated. */
export function sawWords({ event, saw }: FileEvent, places: FilePlaces, side = ''): Html | null {
  if (!event.saw) return null;
  const { keep, base } = event.saw;
  const who = side === '' ? 'What the model saw' : `What the model of ${side} saw`;
  const first = keep === 1 ? 'The first message' : `The first ${exactNumber(keep)} messages`;
  return html`<p class="label">${who}: ${counted(editLength(event.saw), 'message')} <span class="badge">${fidelityWords[event.sawFidelity ?? 'derived']}</span></p>${
    keep > 0 &&
    base !== null &&
    html`<p class="small soft">${first} of the conversation after ${eventLink(base, places)}${saw.length > 0 && ', then:'}</p>`
  }`;
}

function saidBlock({ event, said }: FileEvent, places: FilePlaces): Html | null {
  if (!event.said || said.length === 0) return null;
  const inferred =
    event.saidFidelity !== null && event.saidFidelity !== 'exact'
      ? html` <span class="badge">${fidelityWords[event.saidFidelity]}</span>`
      : null;
  return html`<div><p class="label">${event.saw ? 'Its reply' : 'Added to the conversation'}${inferred}</p>${messageList(said, places)}</div>`;
}

const messageList = (all: readonly (FileMessage | Referred)[], places: FilePlaces): Html[] =>
  all.map((one) =>
    'message' in one
      ? messageFigure(one.message, places)
      : html`<p class="small soft">${counted(one.count, 'message')} of ${one.seq === null ? 'an event that is not in this file' : eventLink(one.seq, places)}</p>`,
  );

export const eventLink = (seq: number, places: FilePlaces): Html =>
  html`<a href="#${places.event(seq)}">#${seq}</a>`;

export const rawRecords = (raw: readonly string[] | null, side = ''): Html | null =>
  raw === null || raw.length === 0
    ? null
    : html`<details class="more"><summary>${counted(raw.length, 'record')}${side !== '' && ` of ${side}`} as uploaded</summary>${raw.map((text) => textBlock(text))}</details>`;
