import type { Event } from '@/lib/trace/event';
import type { Message, Part } from '@/lib/trace/message';

/** Texts of a message that a reader could look for: its words, and what its calls and results hold. */
export const messageTexts = (message: Message): string[] => [
  ...(message.name === undefined ? [] : [message.name]),
  ...message.parts.flatMap(partTexts),
];

function partTexts(part: Part): string[] {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return [part.text];
    case 'tool-call':
      return [part.tool, part.callId ?? '', ...jsonTexts(part.input)];
    case 'tool-result':
      return [part.callId ?? '', ...jsonTexts(part.output)];
    case 'media':
      return [part.mediaType, part.name ?? '', part.url ?? ''];
    case 'unknown':
      return jsonTexts(part.value);
  }
}

/** Fields of an event that hold no words of the trace; fields of their own ask for these. */
const silent = new Set([
  ...['seq', 'kind', 'lane', 'parent', 'role', 'records', 'saw', 'said', 'sawFidelity'],
  ...['saidFidelity', 'hash', 'setup', 'usage', 'provenance', 'startedAt', 'durationMs'],
  ...['costUsd', 'call', 'unfinished'],
]);

/** Texts of an event besides its messages: its names, its line, and what it carries. */
export const eventTexts = (event: Readonly<Record<string, unknown>> | Event): string[] =>
  Object.entries(event).flatMap(([key, value]) => (silent.has(key) ? [] : jsonTexts(value)));

/** Strings, numbers and keys of a JSON value, however deep. */
function jsonTexts(value: unknown): string[] {
  const found: string[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') found.push(next);
    else if (typeof next === 'number') found.push(String(next));
    else if (Array.isArray(next)) for (const one of next) open.push(one);
    else if (typeof next === 'object' && next !== null) {
      for (const [key, inner] of Object.entries(next)) {
        found.push(key);
        open.push(inner);
      }
    }
  }
  return found;
}
