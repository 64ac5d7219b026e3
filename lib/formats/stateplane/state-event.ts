import type { EventDraft } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listField,
  numberField,
  textField,
} from '@/lib/trace/json';

const used = new Set(
  'event_id id event_type type kind run_id run recorded_at created_at timestamp ts payload data'.split(
    ' ',
  ),
);

const first = (value: Json, ...keys: string[]): string | undefined => {
  for (const key of keys) {
    const found = textField(value, key);
    if (found !== undefined && found !== '') return found;
  }
  return undefined;
};

/** ISO text, or seconds or milliseconds since the epoch: a number beyond 10^11 is no time in seconds. */
function timeOf(value: Json): number | null {
  for (const key of ['recorded_at', 'created_at', 'timestamp', 'ts']) {
    const text = textField(value, key);
    const parsed = text === undefined ? Number.NaN : Date.parse(text);
    if (!Number.isNaN(parsed)) return parsed;
    const number = numberField(value, key);
    if (number !== undefined) return number > 1e11 ? number : number * 1000;
  }
  return null;
}

/** The line that stands for the event: what it names, how it went, and what is said about it. */
function words(type: string, payload: JsonObject): string {
  const subject = first(
    payload,
    'title',
    'command',
    'path',
    'file',
    'key',
    'name',
    'summary',
    'text',
  );
  const rest: string[] = [];
  const exit = field(payload, 'exit_code');
  if (typeof exit === 'number') rest.push(`exit ${exit}`);
  const failed = (listField(payload, 'failures') ?? []).map((one) =>
    typeof one === 'string' ? one : (first(one, 'test_id', 'name', 'message') ?? 'a test'),
  );
  if (failed.length > 0) rest.push(`failed: ${failed.join(', ')}`);
  const status = first(payload, 'status', 'strength');
  if (status !== undefined) rest.push(status);
  if (field(payload, 'quarantined') === true) rest.push('quarantined');
  for (const key of ['description', 'text', 'summary', 'reason']) {
    const more = textField(payload, key);
    if (more !== undefined && more !== '' && more !== subject) rest.push(more);
  }
  const told = rest.join('; ');
  if (subject === undefined) return told || type;
  return told === '' ? subject : `${subject}: ${told}`;
}

/** One event of a bundle as a log line that holds its payload. Names of fields are guesses: the first that fits. */
export function stateEvent(value: JsonObject, home: string, record: RecordRef): EventDraft {
  const type = first(value, 'event_type', 'type', 'kind') ?? 'event';
  const given = field(value, 'payload') ?? field(value, 'data');
  const others = Object.fromEntries(Object.entries(value).filter(([key]) => !used.has(key)));
  const payload = isObject(given) ? given : given === undefined ? others : { value: given };
  const extra: JsonObject = {};
  const id = first(value, 'event_id', 'id');
  if (id !== undefined) extra.event_id = id;
  const run = first(value, 'run_id', 'run');
  return {
    ...{ kind: 'log', type, name: null, lane: run ?? home, records: [record] },
    ...{ startedAt: timeOf(value), text: words(type, payload), value: payload },
    extra: given === undefined ? extra : { ...extra, ...others },
  };
}
