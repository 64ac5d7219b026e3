import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Lineage } from '@/lib/db/lineage';
import { readEvents } from '@/lib/db/read-event';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import type { Refs } from '@/lib/trace/conversation';
import type { Event } from '@/lib/trace/event';
import type { Message, Part } from '@/lib/trace/message';

const maxHits = 10_000;
/** Other requests get their turn after this many rows, which may be large. */
const batch = 100;

/** What JSON text never holds as it is: quotes, backslashes, control characters, halves of a pair. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const escapedInJson = /["\\\u0000-\u001f\p{Surrogate}]/u;

/**
 * Events that hold a text, without regard to case: in what they say, were sent anew or carry, in
 * their summary and names. Ascending, at most 10,000; `total` counts all. Rejects with the signal's reason
 * once nobody waits for the answer any more.
 */
export async function findText(
  store: Store,
  lineage: Lineage,
  q: string,
  signal?: AbortSignal,
): Promise<{ seqs: number[]; total: number }> {
  // The text is quoted whole, so the pattern is a plain one.
  const pattern = new RegExp(q.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu');
  const holds = (text: string): boolean => pattern.test(text);
  // Texts are stored as JSON, where all but these characters stand for themselves: a row that does not
  // hold such a text as it is stored need not be taken apart.
  const maybe = escapedInJson.test(q) ? undefined : holds;
  const pause = async () => {
    await nextTurn();
    signal?.throwIfAborted();
  };
  const positions = await heldMessages(store, lineage, holds, maybe, pause);
  const seqs: number[] = [];
  let total = 0;
  for (let from = 0; from < lineage.events; from += batch) {
    const rows = readOutline(store, lineage, from, batch);
    const held = new Set<number>();
    for (const event of readEvents(store.raw, lineage, from, from + batch, maybe)) {
      if (eventTexts(event).some(holds)) held.add(event.seq);
    }
    for (const { seq, said, saw } of rows) {
      const added = [...(said?.append ?? []), ...(saw?.append ?? [])];
      if (!held.has(seq) && !meets(added, positions)) continue;
      total += 1;
      if (seqs.length < maxHits) seqs.push(seq);
    }
    await pause();
  }
  return { seqs, total };
}

async function heldMessages(
  store: Store,
  lineage: Lineage,
  holds: (text: string) => boolean,
  maybe: ((stored: string) => boolean) | undefined,
  pause: () => Promise<void>,
): Promise<number[]> {
  const held: number[] = [];
  for (let from = 0; from < lineage.messages; from += batch) {
    const found = readMessages(store.raw, lineage, [from, from + batch], maybe);
    for (const { position, message } of found) {
      if (messageTexts(message).some(holds)) held.push(position);
    }
    await pause();
  }
  return held;
}

/** Whether a range holds one of the ascending positions. */
function meets(ranges: Refs, positions: readonly number[]): boolean {
  return ranges.some(([start, end]) => {
    let [low, high] = [0, positions.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((positions[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    const first = positions[low];
    return first !== undefined && first < end;
  });
}

const messageTexts = (message: Message): string[] => [
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

/** Fields of an event that hold no words of the trace. */
const silent = new Set([
  ...['kind', 'lane', 'role', 'records', 'saw', 'said', 'sawFidelity', 'saidFidelity'],
  ...['hash', 'setup', 'usage', 'provenance'],
]);

const eventTexts = (event: Event): string[] =>
  Object.entries(event).flatMap(([key, value]) => (silent.has(key) ? [] : jsonTexts(value)));

/** Strings, numbers and keys of a JSON value, however deep. */
function jsonTexts(value: unknown): string[] {
  const found: string[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') found.push(next);
    else if (typeof next === 'number') found.push(String(next));
    else if (Array.isArray(next)) open.push(...next);
    else if (typeof next === 'object' && next !== null) {
      for (const [key, inner] of Object.entries(next)) {
        found.push(key);
        open.push(inner);
      }
    }
  }
  return found;
}
