import type { EventKind, EventOf } from './event';
import { editsWords } from './fork-edit';
import type { Json } from './json';
import type { Message, Part } from './message';

const limit = 160;

/** One line of at most 160 UTF-16 units; longer text ends in an ellipsis, never inside a pair. */
export function oneLine(text: string): string {
  const head = text.length > limit * 4 ? text.slice(0, limit * 4) : text;
  // Single spaces, which are most, stay as they are: replacing each costs more than all the rest.
  const line = head.replace(/\s{2,}|[^\S ]/g, ' ').trim();
  if (line.length <= limit) return line;
  const cut = line.slice(0, limit - 1);
  return `${cut.replace(/[\uD800-\uDBFF]$/, '')}…`;
}

export function jsonLine(value: Json | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return oneLine(value);
  return oneLine(JSON.stringify(value));
}

function partLine(part: Part, alone: boolean): string {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'reasoning':
      return alone ? part.text : '';
    case 'tool-call':
      return `${part.tool}(${jsonLine(part.input)})`;
    case 'tool-result':
      return jsonLine(part.output);
    case 'media':
      return `[${part.mediaType}]`;
    case 'unknown':
      return '[unknown part]';
  }
}

export function messageLine(message: Message): string {
  const words = message.parts.map((part) => partLine(part, message.parts.length === 1));
  return oneLine(words.filter((word) => word !== '').join(' '));
}

type Summarised = {
  [K in EventKind]: Omit<EventOf<K>, 'seq' | 'hash' | 'summary'>;
}[EventKind];

/** The line that stands for the event in every list. Plain words of the trace, no markup. */
export function summaryOf(event: Summarised, said: Message[]): string {
  if (event.error) return oneLine(event.error.message);
  switch (event.kind) {
    case 'tool-call':
      return jsonLine(event.input);
    case 'edit':
      return oneLine(editsWords(event.edits));
    case 'state':
      return oneLine(event.operations.map((operation) => operation.key).join(', '));
    case 'log':
      return oneLine(event.text);
    case 'handoff':
      return oneLine(`${event.from ?? '?'} → ${event.to ?? '?'}`);
    case 'unreadable':
      return oneLine(event.reason);
    case 'interrupt':
    case 'error':
      return jsonLine(event.value);
    default:
      return oneLine(said.map(messageLine).join(' '));
  }
}
