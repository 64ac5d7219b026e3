import type { Event } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import type { Message } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { withJsonTexts } from './json-texts';

/** An event's place in its trace and its clock: in these two runs differ, whatever happened. */
const placeKeys: ReadonlySet<string> = new Set([
  ...['seq', 'parent', 'records', 'setup', 'saw', 'said', 'sawFidelity', 'saidFidelity'],
  ...['startedAt', 'hash', 'summary', 'call'],
]);

// Messages are plain JSON by construction: they came through JSON.parse and a schema.
export const messagesJson = (messages: readonly Message[]): Json =>
  withJsonTexts(messages as readonly object[] as Json);

// Plain JSON as well.
export const setupJson = (setup: Setup): Json => withJsonTexts(setup as object as Json);

/**
 * What an event holds, to be compared as JSON: its own fields and the messages that it added, without its place in
 * the trace and its clock. Texts that spell JSON are read as such.
 */
export function eventJson(event: Event, said: readonly Message[]): Json {
  // Plain JSON by construction, as above; `undefined` never comes out of JSON.parse.
  const fields = Object.entries(event) as [string, Json][];
  return Object.fromEntries([
    ...fields
      .filter(([key]) => !placeKeys.has(key))
      .map(([key, value]): [string, Json] => [key, withJsonTexts(value)]),
    ...(said.length > 0 ? [['messages', messagesJson(said)] satisfies [string, Json]] : []),
  ]);
}
