import { isObject, type Json, type JsonObject, numberField } from '@/lib/trace/json';

/** Clocks and links of the chain: the first are the event's own fields, the second say nothing of the run. */
const envelope: ReadonlySet<string> = new Set([
  ...['ts', 'elapsed_s', 'event', 'index'],
  ...['prev_hash', 'payload_hash', 'event_hash'],
]);

/** Milliseconds since the epoch. */
export function timeOf(row: Json, key = 'ts'): number | null {
  const seconds = numberField(row, key);
  return seconds === undefined ? null : seconds * 1000;
}

/** Own members without those named; built by entries, as a key may be called `__proto__`. */
export const without = (row: JsonObject, left: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(row).filter(([key]) => !left.has(key)));

export const payloadOf = (row: JsonObject): JsonObject => without(row, envelope);

/** What differs between two runs that did the same. */
const ownToRun: ReadonlySet<string> = new Set([
  ...['run_id', 'agent_id', 'session_id', 'batch_id', 'fingerprint', 'cost_usd'],
]);

function wordOf(value: Json): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.join(', ');
  return JSON.stringify(value);
}

/** One line of what an event says, without ids and costs of this run alone: two equal runs read the same. */
export function textOfPayload(payload: Json): string {
  if (!isObject(payload)) return wordOf(payload);
  return Object.entries(payload)
    .filter(([key, value]) => !ownToRun.has(key) && value !== null && value !== '')
    .map(([key, value]) => `${key.replace(/(\w)_(?=[^_])/g, '$1 ')} ${wordOf(value)}`)
    .join(' · ');
}
