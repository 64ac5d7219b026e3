import {
  eventMessages,
  eventToolFacts,
  isMessageEvent,
  type SpanEvent,
} from '@/lib/dialects/message-events';
import type { EventError } from '@/lib/trace/event';
import { field, type Json, listField, textField } from '@/lib/trace/json';
import { readAnyValue, readAttributes } from './any-value';

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

/** `logs`: the log records that belong to the span, in which some exporters put its messages. */
export function readSpan(value: Json, logs: readonly SpanEvent[] = []): Span {
  const attributes = readAttributes(field(value, 'attributes'));
  const events = (listField(value, 'events') ?? []).map((event) => ({
    name: textField(event, 'name') ?? '',
    attributes: readAttributes(field(event, 'attributes')),
  }));
  addContent(attributes, [...events, ...logs]);
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

/** Takes what events say of a call; an attribute of the span itself goes before. */
function addContent(attributes: Map<string, Json>, events: readonly SpanEvent[]): void {
  const add = (found: Iterable<[string, Json]>): void => {
    for (const [key, value] of found) if (!attributes.has(key)) attributes.set(key, value);
  };
  for (const { name, attributes: own } of events) if (name === contentEvent) add(own);
  if (attributes.get('gen_ai.operation.name') === 'execute_tool') add(eventToolFacts(events));
  // A span that only stands around a call may repeat its messages.
  else if (callMarks.some((key) => attributes.has(key))) add(eventMessages(events));
}

const callMarks = ['gen_ai.operation.name', 'gen_ai.request.model', 'gen_ai.system'];

/** A log record that carries a message of a span; null for any other. */
export function readMessageLog(value: Json): { span: string; event: SpanEvent } | null {
  const attributes = readAttributes(field(value, 'attributes'));
  const named = either(value, 'eventName', 'event_name') ?? attributes.get('event.name');
  const name = typeof named === 'string' ? named : '';
  if (!isMessageEvent(name) && name !== contentEvent) return null;
  return {
    span: readSpanKey(value),
    event: { name, attributes, body: readAnyValue(field(value, 'body')) },
  };
}

/** The key of a span object off the wire. */
export const readSpanKey = (value: Json): string =>
  spanKey(readId(either(value, 'traceId', 'trace_id')), readId(either(value, 'spanId', 'span_id')));

export const spanKey = (traceId: string, spanId: string): string => `${traceId}/${spanId}`;

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
