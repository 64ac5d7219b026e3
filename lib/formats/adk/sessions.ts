import type { Json } from '@/lib/trace/json';
import { elementSpans, memberSpans, type ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';

/** A session as one file holds it: a document of its own, or events that stand loose. */
export interface AdkSession {
  file: SourceFile;
  key: string;
  events: ValueSpan[];
  /** The state at the end of the session. */
  state: ValueSpan | null;
  /** All other members of the document. */
  members: Map<string, ValueSpan>;
}

const ARRAY = 0x5b;

/** Reads a session's members, not its events; null where the value is none. */
function sessionAt(file: SourceFile, span: ValueSpan): AdkSession | null {
  const members = new Map<string, ValueSpan>();
  for (const { key, value } of memberSpans(file.bytes, span)) members.set(key, value);
  const events = members.get('events');
  if (!events || file.bytes[events.start] !== ARRAY) return null;
  if (!members.has('id') || !(members.has('userId') || members.has('user_id'))) return null;
  const state = members.get('state') ?? null;
  members.delete('events');
  members.delete('state');
  const key = `${file.index}:${span.start}`;
  return { file, key, events: [...elementSpans(file.bytes, events)], state, members };
}

/**
 * The sessions of a file. Values that are no session are taken for events of one that has no document. No more
 * than `most` values are looked at.
 */
export function sessionsOf(file: SourceFile, most = Number.POSITIVE_INFINITY): AdkSession[] {
  const sessions: AdkSession[] = [];
  const loose: ValueSpan[] = [];
  const take = (span: ValueSpan): void => {
    const session = sessionAt(file, span);
    if (session) sessions.push(session);
    else loose.push(span);
  };
  for (const span of flatValues(file)) {
    take(span);
    if (sessions.length + loose.length >= most) break;
  }
  if (loose.length > 0)
    sessions.push({
      ...{ file, key: `${file.index}:events`, events: loose, state: null, members: new Map() },
    });
  return sessions;
}

function* flatValues(file: SourceFile): Generator<ValueSpan> {
  for (const span of file.records()) {
    if (file.bytes[span.start] === ARRAY) yield* elementSpans(file.bytes, span);
    else yield span;
  }
}

/** A member of the session's document in either spelling; undefined where it is absent or unreadable. */
export function memberOf({ file, members }: AdkSession, ...keys: string[]): Json | undefined {
  for (const key of keys) {
    const span = members.get(key);
    const parsed = span && file.parse(span);
    if (parsed?.ok) return parsed.value;
  }
  return undefined;
}
