import { field, isObject, textField } from '@/lib/trace/json';
import type { Confidence, Source } from '../format';
import { elementSpans, memberSpans } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';

/** Words of the runtime that other frameworks do not use for events with a `payload`. */
const words = new Set([
  'run_started',
  'run_completed',
  'run_failed',
  'step_started',
  'planning_started',
  'reasoning_started',
  'tool_called',
  'tool_completed',
  'tool_failed',
  'tool_retry',
  'llm_retry',
  'interactive_request',
  'mcp_attached',
  'context_snapshot',
  'rag_sources',
  'subagent_started',
  'tool_group_started',
]);

const rank: Confidence[] = ['no', 'maybe', 'likely', 'certain'];
const surer = (a: Confidence, b: Confidence): Confidence =>
  rank.indexOf(b) > rank.indexOf(a) ? b : a;

function ofEvents(events: unknown[], named: boolean, bare: boolean): Confidence {
  if (events.length === 0) return named && bare ? 'likely' : 'no';
  const shaped = events.filter(
    (event) => textField(event, 'type') !== undefined && isObject(field(event, 'payload')),
  );
  const spoken = shaped.filter((event) => words.has(textField(event, 'type') ?? ''));
  if (named && spoken.length > 0) return 'certain';
  if (spoken.length > 0) return 'likely';
  // An event may come without a payload, so a trace id beside typed events is still a general shape.
  const typed = events.filter((event) => textField(event, 'type') !== undefined);
  return named && typed.length > 0 ? 'maybe' : 'no';
}

/** Without events only the key set, which is closed, tells a trace of this runtime from any other. */
const traceKeys = new Set(['trace_id', 'metadata', 'events']);
const sessionKeys = new Set(['role', 'content', 'name', 'metadata']);

function ofSession(messages: unknown[]): Confidence {
  const closed = messages.filter(
    (message) =>
      isObject(message) &&
      textField(message, 'role') !== undefined &&
      isObject(field(message, 'metadata')) &&
      Object.keys(message).every((key) => sessionKeys.has(key) || key === 'tool_calls'),
  );
  return messages.length > 0 && closed.length === messages.length ? 'certain' : 'no';
}

function sniffFile(file: SourceFile): Confidence {
  const root = file.values().next().value;
  if (!root) return 'no';
  const keys = new Map<string, { start: number; end: number }>();
  for (const { key, value } of memberSpans(file.bytes, root)) keys.set(key, value);
  const head = (key: string): unknown[] => {
    const list = keys.get(key);
    const found: unknown[] = [];
    if (!list) return found;
    for (const span of elementSpans(file.bytes, list)) {
      const parsed = file.parse(span);
      if (parsed.ok) found.push(parsed.value);
      if (found.length === 20) break;
    }
    return found;
  };
  const events = keys.get('events');
  if (events && file.bytes[events.start] === 0x5b)
    return ofEvents(
      head('events'),
      keys.has('trace_id'),
      [...keys.keys()].every((key) => traceKeys.has(key)),
    );
  return keys.has('session_id') && keys.has('metadata') ? ofSession(head('messages')) : 'no';
}

/** The surest of its files: a trace may lie beside its session. */
export const sniffShipit = (source: Source): Confidence =>
  source.files.map(sniffFile).reduce(surer, 'no');
