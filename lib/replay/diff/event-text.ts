import { canonicalJson } from '@/lib/trace/canonical-json';
import type { Event } from '@/lib/trace/event';
import type { Message, Part } from '@/lib/trace/message';

/** What an event says, as text: no ids, no clocks of its own. */
export interface EventText {
  content: string;
  /** What the model thought; apart, as a reader may leave it out. */
  reasoning: string;
}

const json = (value: unknown): string =>
  typeof value === 'string' ? value : canonicalJson(value ?? null);

function partText(part: Part): string {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'reasoning':
      return '';
    case 'tool-call':
      return `${part.tool} ${json(part.input)}`;
    case 'tool-result':
      return json(part.output);
    case 'media':
      return [part.mediaType, part.name, part.url ?? part.blob?.sha256].filter(Boolean).join(' ');
    case 'unknown':
      return json(part.value);
  }
}

function ownText(event: Event): string {
  switch (event.kind) {
    case 'tool-call':
      return json(event.input);
    case 'state':
      return event.operations.map(({ key, value }) => `${key} ${json(value)}`).join('\n');
    case 'log':
      return [event.text, ...(event.value === undefined ? [] : [json(event.value)])].join('\n');
    case 'span':
    case 'interrupt':
      return event.value === undefined ? '' : json(event.value);
    case 'handoff':
      return [event.from, event.to].filter(Boolean).join(' ');
    case 'unreadable':
      return event.reason;
    default:
      return '';
  }
}

/** @param said the messages that the event adds, in order */
export function eventText(event: Event, said: readonly Message[]): EventText {
  const parts = said.flatMap((message) => message.parts);
  return {
    content: [ownText(event), event.error?.message ?? '', ...parts.map(partText)]
      .filter((text) => text !== '')
      .join('\n'),
    reasoning: parts.flatMap((part) => (part.type === 'reasoning' ? [part.text] : [])).join('\n'),
  };
}
