import type { EventError } from '@/lib/trace/event';
import { field, type Json, listField, textField } from '@/lib/trace/json';
import { readAttributes } from './any-value';

/** A span off the wire, ids as hex, enums as their numbers. */
export interface Span {
  traceId: string;
  spanId: string;
  /** Empty for a root. */
  parentId: string;
  name: string;
  /** Nanoseconds since the epoch; null where missing or zero. */
  start: bigint | null;
  end: bigint | null;
  attributes: Map<string, Json>;
  error: EventError | null;
}

/** Content that some exporters put on an event of the span instead of on the span. */
const contentEvent = 'gen_ai.client.inference.operation.details';

export function readSpan(value: Json): Span {
  const attributes = readAttributes(field(value, 'attributes'));
  const events = (listField(value, 'events') ?? []).map((event) => ({
    name: textField(event, 'name') ?? '',
    attributes: readAttributes(field(event, 'attributes')),
  }));
  for (const event of events)
    if (event.name === contentEvent)
      for (const [key, inner] of event.attributes)
        if (!attributes.has(key)) attributes.set(key, inner);
  const exception = events.findLast((event) => event.name === 'exception');
  return {
    traceId: readId(either(value, 'traceId', 'trace_id')),
    spanId: readId(either(value, 'spanId', 'span_id')),
    parentId: readId(either(value, 'parentSpanId', 'parent_span_id')),
    name: textField(value, 'name') ?? '',
    start: nanoseconds(either(value, 'startTimeUnixNano', 'start_time_unix_nano')),
    end: nanoseconds(either(value, 'endTimeUnixNano', 'end_time_unix_nano')),
    attributes,
    error: readError(field(value, 'status'), attributes, exception?.attributes),
  };
}

const either = (value: Json, camel: string, snake: string): Json | undefined =>
  field(value, camel) ?? field(value, snake);

/** Ids are hex, or base64 where a protobuf library wrote the JSON. All zeros mean none. */
export function readId(value: Json | undefined): string {
  if (typeof value !== 'string') return '';
  const text = value.startsWith('0x') ? value.slice(2) : value;
  const hex = /^[0-9a-f]{16}$|^[0-9a-f]{32}$/i.test(text) ? text.toLowerCase() : hexOf(text);
  return hex !== null && /^0*$/.test(hex) ? '' : (hex ?? value);
}

/** Base64 of 8 or 16 bytes, the only lengths that an id has. */
function hexOf(text: string): string | null {
  if (!/^[A-Za-z0-9+/_-]{11}=?$|^[A-Za-z0-9+/_-]{22}(==)?$/.test(text)) return null;
  const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Array.from(binary, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

/** The wire writes 64-bit numbers as text; a number is taken where it is whole. */
function nanoseconds(value: Json | undefined): bigint | null {
  const whole = typeof value === 'number' && Number.isInteger(value) && value > 0;
  if (!whole && !(typeof value === 'string' && /^\d{1,20}$/.test(value))) return null;
  const found = BigInt(value);
  return found > 0n ? found : null;
}

/** Milliseconds with fraction; exact to the microsecond at today's dates. */
export const milliseconds = (nanos: bigint): number =>
  Number(nanos / 1_000_000n) + Number(nanos % 1_000_000n) / 1e6;

/** When a span was, in milliseconds. An end before its start gives no duration. */
export function spanTimes({ start, end }: Pick<Span, 'start' | 'end'>) {
  return {
    startedAt: start === null ? null : milliseconds(start),
    durationMs: start === null || end === null || end < start ? null : Number(end - start) / 1e6,
  };
}

/** Status first; without a status, `error.type` or an exception event says that it failed. */
function readError(
  status: Json | undefined,
  attributes: Map<string, Json>,
  exception: Map<string, Json> | undefined,
): EventError | null {
  const code = field(status, 'code');
  const failed = code === 2 || code === '2' || code === 'STATUS_CODE_ERROR' || code === 'ERROR';
  const fine = code === 1 || code === '1' || code === 'STATUS_CODE_OK' || code === 'OK';
  const word = attributes.get('error.type') ?? exception?.get('exception.type');
  if (!failed && (fine || (word === undefined && !exception))) return null;
  const said = [textField(status, 'message'), exception?.get('exception.message'), word];
  const message = said.find((text) => typeof text === 'string' && text !== '');
  const source = failed ? 'status' : exception ? 'exception event' : 'error.type';
  return {
    message: typeof message === 'string' ? message : 'failed without a message',
    source,
    ...(typeof word === 'string' ? { type: word } : {}),
  };
}
