import { matchesBernstein } from '@/lib/replay/bernstein/filter-events';
import { findSecrets } from '@/lib/replay/findings/find-secrets';
import { bullets } from '@/lib/replay/findings/masker';
import type { PythonValue } from '@/lib/replay/python/python-value';
import type { Event } from '@/lib/trace/event';
import { isObject, type Json, type JsonObject } from '@/lib/trace/json';
import { type Message, type Part, toolResultsOf } from '@/lib/trace/message';
import type { OutlineRow } from '@/lib/trace/outline';
import { parseJson } from '@/lib/trace/parse-json';
import { bernsteinView } from './bernstein-view';
import { combine, type Truth } from './combine';
import { eventTexts, messageTexts } from './event-texts';
import type { QueryContext } from './matches-row';
import type { Atom, FieldAtom, HasAtom, Query } from './query';
import { rowAtom } from './row-atom';
import { isTextLike, wantedText } from './text-like';
import { jsonTest, textTest, valuesAt } from './value-test';

/** An event with all that a query can ask of it. */
export interface EventSubject {
  row: OutlineRow;
  event: Event;
  /** What the event itself added to the conversation. */
  said: readonly Message[];
  /** What it was sent that no event before it was. */
  heard: readonly Message[];
  /** The line of Bernstein's own file that this is, as it was recorded; null: seen by `bernsteinView`. */
  recorded: PythonValue | null;
}

type EventTruth = (subject: EventSubject) => Truth;

/** A query as a test of whole events, made once for all of them. */
export function eventTest(
  { root }: Query,
  context: QueryContext,
): (subject: EventSubject) => boolean {
  const test = combine(root, (atom) => eventAtom(atom, context));
  return (subject) => test(subject) === true;
}

/** The same for one event. */
export const matchesEvent = (query: Query, subject: EventSubject, context: QueryContext): boolean =>
  eventTest(query, context)(subject);

/** What an event tells of an atom: its row where that is enough. Never unknown. */
function eventAtom(atom: Atom, context: QueryContext): EventTruth {
  const ofRow = rowAtom(atom, context);
  const ofBody = bodyAtom(atom, context);
  return (subject) => ofRow(subject.row) ?? ofBody(subject);
}

function bodyAtom(atom: Atom, context: QueryContext): (subject: EventSubject) => boolean {
  if (isTextLike(atom)) {
    const holds = textTest(wantedText(atom));
    return ({ event, said, heard }) =>
      eventTexts(event).some(holds) ||
      said.some((message) => messageTexts(message).some(holds)) ||
      heard.some((message) => messageTexts(message).some(holds));
  }
  switch (atom.type) {
    case 'bernstein':
      return ({ row, event, said, recorded }) =>
        matchesBernstein(recorded ?? bernsteinView(row, event, said, context), atom.filters);
    case 'has':
      return hasAtom(atom);
    case 'is':
      return atom.word === 'hand'
        ? ({ event }) => event.kind === 'tool-result' && event.provenance?.by === 'hand'
        : isRedacted;
    case 'field':
      return fieldAtom(atom);
  }
}

const partsOf = (messages: readonly Message[]): Part[] => messages.flatMap(({ parts }) => parts);

function isRedacted({ event, said, heard }: EventSubject): boolean {
  const messages = [...said, ...heard];
  return (
    partsOf(messages).some((part) => part.type === 'reasoning' && part.redacted === true) ||
    [...eventTexts(event), ...messages.flatMap(messageTexts)].some((text) => text.includes(bullets))
  );
}

function hasAtom({ word }: HasAtom): (subject: EventSubject) => boolean {
  switch (word) {
    case 'image':
      return ({ said, heard }) =>
        partsOf([...said, ...heard]).some(
          (part) => part.type === 'media' && part.mediaType.startsWith('image/'),
        );
    case 'secret':
      return ({ event, said, heard }) =>
        [...eventTexts(event), ...[...said, ...heard].flatMap(messageTexts)].some(
          (text) => findSecrets(text).length > 0,
        );
    case 'reasoning':
      return ({ said }) => partsOf(said).some(({ type }) => type === 'reasoning');
    case 'tool_call':
      return ({ said }) => partsOf(said).some(({ type }) => type === 'tool-call');
  }
}

function fieldAtom({ field, path, test }: FieldAtom): (subject: EventSubject) => boolean {
  if (field === 'id' || field === 'provenance') {
    const holds = textTest(test);
    // Of several ids none may be the one that is not wanted.
    return test.type === 'differs'
      ? (subject) => wordsOf(field, subject).every(holds) && wordsOf(field, subject).length > 0
      : (subject) => wordsOf(field, subject).some(holds);
  }
  const holds = jsonTest(test);
  switch (field) {
    case 'args':
      return ({ event }) => event.kind === 'tool-call' && valuesAt(event.input, path).some(holds);
    case 'meta':
      return ({ event }) => valuesAt(event.extra, path).some(holds);
    case 'result':
      return ({ said }) =>
        said
          .flatMap(toolResultsOf)
          .some(({ output }) => valuesAt(parsed(output), path).some(holds));
    case 'state':
      return ({ event }) => event.kind === 'state' && writesOf(event, path).some(holds);
    default:
      // Told by the row, which was asked before.
      return () => false;
  }
}

function wordsOf(field: 'id' | 'provenance', { event }: EventSubject): string[] {
  const called = event.kind === 'tool-call' || event.kind === 'tool-result';
  if (field === 'provenance')
    return event.kind === 'tool-result' && event.provenance ? [event.provenance.by] : [];
  const ids = called && event.callId !== null ? [event.callId] : [];
  return [event.hash, ...ids, ...(isObject(event.extra) ? idsIn(event.extra) : [])];
}

const idsIn = (extra: JsonObject): string[] =>
  Object.entries(extra).flatMap(([key, value]) =>
    typeof value === 'string' && /^(?:u?u?id|.*(?:_u?u?id|U?u?[Ii]d))$/.test(key) ? [value] : [],
  );

/** Tools mostly answer with text: where that is an object or a list in JSON, its parts can be asked for. */
function parsed(output: Json): Json {
  if (typeof output !== 'string' || !/^\s*[{[]/.test(output)) return output;
  const found = parseJson(output);
  return found.ok ? found.value : output;
}

/** Values written to the key that a path begins with, which may hold dots itself, and stand behind its namespace. */
function writesOf({ operations }: Event & { kind: 'state' }, path: readonly string[]): Json[] {
  return operations.flatMap(({ namespace, key, value, deleted }) => {
    if (deleted || value === undefined) return [];
    if (path.length === 0) return [value];
    return path.flatMap((_, at) => {
      const name = path.slice(0, at + 1).join('.');
      const isIt = name === key || (namespace !== undefined && name === `${namespace}.${key}`);
      return isIt ? valuesAt(value, path, at + 1) : [];
    });
  });
}
