import { isObject, type Json, type JsonObject } from '@/lib/trace/json';
import { pythonRepr } from '../python/python-text';
import { SeedError } from '../python/seed-error';

/** `v1`: the event class up to 1.0.6. `v2`: the newer one, with an optional message and a timestamp. */
export type Profile = 'v1' | 'v2';

export interface SeedEvent {
  type: Json;
  message: Json;
  payload: Json;
  /** v2 only. The seed invents one where it is absent: the clock at loading. This does not. */
  timestamp?: Json;
}

export interface SeedTrace {
  traceId: Json;
  metadata: JsonObject;
  events: SeedEvent[];
}

const field = (value: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(value, key) ? value[key] : undefined;

/** Python's `dict(value)` over JSON. Throws SeedError TypeError or ValueError where that would. */
export function pythonDict(value: Json): JsonObject {
  if (isObject(value)) return Object.fromEntries(Object.entries(value));
  const items = typeof value === 'string' ? [...value] : value;
  if (!Array.isArray(items))
    throw new SeedError('TypeError', `${pythonRepr(value)} object is not iterable`);
  return Object.fromEntries(
    items.map((pair, at) => {
      const members = typeof pair === 'string' ? [...pair] : pair;
      if (!Array.isArray(members))
        throw new SeedError(
          'TypeError',
          `cannot convert dictionary update sequence element #${at}`,
        );
      const [key, item] = members;
      if (members.length !== 2 || key === undefined || item === undefined)
        throw new SeedError(
          'ValueError',
          `dictionary update sequence element #${at} has length ${members.length}; 2 is required`,
        );
      return [typeof key === 'string' ? key : pythonRepr(key), item];
    }),
  );
}

function seedEvent(value: Json, profile: Profile): SeedEvent {
  if (!isObject(value)) throw new SeedError('TypeError', 'argument after ** must be a mapping');
  const known =
    profile === 'v1' ? ['type', 'message', 'payload'] : ['type', 'message', 'payload', 'timestamp'];
  const odd = Object.keys(value).find((key) => !known.includes(key));
  if (odd !== undefined)
    throw new SeedError(
      'TypeError',
      `AgentEvent got an unexpected keyword argument ${pythonRepr(odd)}`,
    );
  const type = field(value, 'type');
  const message =
    field(value, 'message') ??
    (profile === 'v2' && !Object.hasOwn(value, 'message') ? '' : undefined);
  if (type === undefined || (message === undefined && !Object.hasOwn(value, 'message')))
    throw new SeedError('TypeError', 'AgentEvent is missing a required argument');
  const timestamp = field(value, 'timestamp');
  return {
    type,
    message: message ?? null,
    payload: Object.hasOwn(value, 'payload') ? (field(value, 'payload') ?? null) : {},
    ...(timestamp === undefined ? {} : { timestamp }),
  };
}

/**
 * `TraceReplayer.from_file` on a parsed document. `stem` is the file's name without extension: the id of a
 * trace that carries none. Throws SeedError as the seed would.
 */
export function fromFile(document: Json, stem: string, profile: Profile): SeedTrace {
  if (!isObject(document))
    throw new SeedError('AttributeError', `${pythonRepr(document)} has no attribute 'get'`);
  const events = Object.hasOwn(document, 'events') ? (field(document, 'events') ?? null) : [];
  if (!Array.isArray(events)) throw new SeedError('TypeError', 'events are not iterable');
  return {
    traceId: Object.hasOwn(document, 'trace_id') ? (field(document, 'trace_id') ?? null) : stem,
    metadata: Object.hasOwn(document, 'metadata')
      ? pythonDict(field(document, 'metadata') ?? null)
      : {},
    events: events.map((event) => seedEvent(event, profile)),
  };
}

/** `FileTraceStore.load`, which unlike `fromFile` insists on an id. */
export function storeLoad(document: Json, profile: Profile): SeedTrace {
  if (isObject(document) && !Object.hasOwn(document, 'trace_id'))
    throw new SeedError('KeyError', "'trace_id'");
  return fromFile(document, '', profile);
}

/** `to_dict`. */
export const toDict = ({ traceId, metadata, events }: SeedTrace): Json => ({
  trace_id: traceId,
  metadata: { ...metadata },
  events: events.map((event) => ({ ...event })),
});

/** Indices of events whose type is exactly `type`. */
export const eventIndicesByType = ({ events }: SeedTrace, type: string): number[] =>
  events.flatMap((event, at) => (event.type === type ? [at] : []));
