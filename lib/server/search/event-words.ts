import { indexedCharacters } from '@/lib/api/search-contract';
import type { Event } from '@/lib/trace/event';
import type { Message, Part } from '@/lib/trace/message';

/** What a search finds an event by. */
export interface EventWords {
  /** Tool, agent or model, and the source's own word for the event. */
  names: string;
  /** What was said and done, capped at `indexedCharacters`. */
  texts: string;
}

/** Images and other bytes as text: nobody looks for them, and each would be a word of its own. */
const bytes = /data:[\w.+-]+\/[\w.+-]+;base64,[\w+/=-]*|[A-Za-z0-9+/_=-]{256,}/g;

/** @param said the messages that the event itself added */
export function eventWords(event: Event, said: readonly Message[]): EventWords {
  const room = { left: indexedCharacters };
  const kept: string[] = [];
  for (const text of textsOf(event, said)) {
    if (room.left <= 0) break;
    // Bytes are taken out of no more text than could be kept of it, doubled for what they take.
    const words = text
      .slice(0, 2 * indexedCharacters)
      .replace(bytes, ' ')
      .slice(0, room.left);
    if (words.trim() === '') continue;
    kept.push(words);
    room.left -= words.length + 1;
  }
  return { names: [...new Set(namesOf(event))].join('\n'), texts: kept.join('\n') };
}

function namesOf(event: Event): string[] {
  const tool = 'tool' in event ? (event.tool ?? '') : '';
  return [event.name ?? '', tool, event.type].filter((name) => name !== '');
}

function* textsOf(event: Event, said: readonly Message[]): Generator<string> {
  if (event.error) yield [event.error.type, event.error.message].filter(Boolean).join(': ');
  let bare = true;
  for (const message of said) {
    for (const part of message.parts) {
      bare = false;
      yield* partTexts(part);
    }
  }
  switch (event.kind) {
    case 'tool-call':
      yield* jsonTexts(event.input);
      return;
    case 'log':
      yield event.text;
      yield* jsonTexts(event.value);
      return;
    case 'state':
      for (const { namespace = '', key, value, deleted } of event.operations) {
        yield `${namespace} ${key}${deleted ? ' deleted' : ''}`.trim();
        yield* jsonTexts(value);
      }
      return;
    case 'span':
    case 'error':
    case 'interrupt':
      yield* jsonTexts(event.value);
      break;
    case 'handoff':
      yield [event.from, event.to].filter(Boolean).join(' ');
      break;
    case 'unreadable':
      yield event.reason;
      break;
  }
  // Elsewhere the summary is the beginning of what was said, or the error.
  if (bare && !event.error) yield event.summary;
}

function* partTexts(part: Part): Generator<string> {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      yield part.text;
      return;
    case 'tool-call':
      yield part.tool;
      yield* jsonTexts(part.input);
      return;
    case 'tool-result':
      yield* jsonTexts(part.output);
      return;
    case 'media':
      yield [part.name, part.url].filter(Boolean).join(' ');
      return;
    case 'unknown':
      yield* jsonTexts(part.value);
  }
}

/** Keys and values of a JSON value in the order in which they stand, however deep. */
function* jsonTexts(value: unknown): Generator<string> {
  const open: { key?: string; value: unknown }[] = [{ value }];
  for (let next = open.pop(); next; next = open.pop()) {
    const label = next.key === undefined ? '' : `${next.key}: `;
    const inner = next.value;
    if (typeof inner === 'object' && inner !== null) {
      if (label !== '') yield label;
      const entries = Array.isArray(inner)
        ? inner.map((item: unknown) => ({ value: item }))
        : Object.entries(inner).map(([key, item]) => ({ key, value: item as unknown }));
      for (const entry of entries.reverse()) open.push(entry);
    } else if (inner !== undefined && inner !== null) yield `${label}${String(inner)}`;
  }
}
