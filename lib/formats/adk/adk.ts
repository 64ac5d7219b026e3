import type { TraceBuilder } from '@/lib/trace/builder';
import { isObject, type JsonObject } from '@/lib/trace/json';
import type { Note } from '@/lib/trace/trace';
import type { Format, Scan, Source, TracePart } from '../format';
import { stemOf } from '../source/file-name';
import { either, readAdkEvent } from './adk-event';
import { type AdkSession, memberOf, sessionsOf } from './sessions';
import { sniffAdk } from './sniff';
import { deltaOperations } from './state-delta';
import { sessionLane } from './tell-actions';
import { Telling } from './telling';

type Index = Map<string, AdkSession>;

const prose = new Set(['empty', 'binary', 'text']);

function titleOf(session: AdkSession): string {
  const id = memberOf(session, 'id');
  const app = memberOf(session, 'appName', 'app_name');
  if (typeof id === 'string' && id !== '') return typeof app === 'string' ? `${app} ${id}` : id;
  return stemOf(session.file.path) || 'ADK session';
}

function scan({ files }: Source): Scan<Index> {
  const index: Index = new Map();
  const parts: TracePart[] = [];
  const records: Scan['records'] = [];
  const notes: Note[] = [];
  for (const file of files) {
    if (prose.has(file.layout)) {
      if (file.bytes.length === 0) continue;
      const record = file.ref({ start: 0, end: file.bytes.length });
      records.push(record);
      notes.push({
        ...{ severity: 'warning', code: 'other-file', records: [record] },
        message: `${stemOf(file.path)} holds no session: it is kept and not read.`,
      });
      continue;
    }
    for (const session of sessionsOf(file)) {
      index.set(session.key, session);
      parts.push({ key: session.key, title: titleOf(session) });
      for (const span of session.events) records.push(file.ref(span));
      if (session.state) records.push(file.ref(session.state));
    }
  }
  return { parts, records, notes, index };
}

function read(_source: Source, index: Index, part: TracePart, builder: TraceBuilder): void {
  const session = index.get(part.key);
  if (!session) throw new RangeError(`The scan found no part ${part.key}`);
  const { file, events, state } = session;
  const final = readState(session, builder);
  const telling = new Telling(builder, final);
  if (final && state) tellStart(session, final, builder);
  let last: string | null = null;
  for (const span of events) {
    const record = file.ref(span);
    const parsed = file.parse(span);
    const event = parsed.ok ? readAdkEvent(parsed.value) : null;
    if (event) {
      telling.tell(event, record);
      last = event.errorCode ?? event.errorMessage;
    } else
      telling.unreadable(parsed.ok ? 'It has no author and no invocation' : parsed.reason, record);
  }
  telling.end();
  builder.note({
    ...{ severity: 'info', code: 'not-recorded', records: [] },
    message:
      'ADK sessions hold no instructions and no tool schemas. What each agent saw is derived: all that was said before on its branch, while ADK retells the words of other agents.',
  });
  const members = Object.fromEntries(
    [...session.members.keys()].map((key) => [key, memberOf(session, key) ?? null]),
  );
  const id = memberOf(session, 'id');
  builder.finish({
    ...{ name: part.title, format: 'adk', sourceId: typeof id === 'string' ? id : null },
    outcome: last === null ? 'unknown' : 'failed',
    timeQuality: telling.timed ? 'recorded' : 'none',
    ...(session.members.size > 0 ? { extra: members } : {}),
  });
}

function readState({ file, state }: AdkSession, builder: TraceBuilder): JsonObject | null {
  if (!state) return null;
  const parsed = file.parse(state);
  const found = parsed.ok && isObject(parsed.value) ? parsed.value : null;
  const records = [file.ref(state)];
  builder.note(
    found
      ? {
          ...{ severity: 'info', code: 'final-state', records },
          message: `The session's state at its end has ${Object.keys(found).length} keys. Those that no event wrote are taken to have stood there from the start.`,
        }
      : {
          ...{ severity: 'warning', code: 'final-state', records },
          message: "The session's state could not be read.",
        },
  );
  return found;
}

/** What the session was created with is recorded nowhere else than in what is left of it. */
function tellStart(session: AdkSession, final: JsonObject, builder: TraceBuilder): void {
  const written = new Set<string>();
  for (const span of session.events) {
    const parsed = session.file.parse(span);
    const event = parsed.ok ? readAdkEvent(parsed.value) : null;
    const delta = either(event?.actions, 'stateDelta');
    if (isObject(delta)) for (const key of Object.keys(delta)) written.add(key);
  }
  const start = Object.entries(final).filter(([key]) => !written.has(key));
  if (start.length === 0 || !session.state) return;
  builder.add({
    ...{ kind: 'state', type: 'state', name: 'at the start', lane: builder.lane(sessionLane) },
    records: [session.file.ref(session.state)],
    operations: deltaOperations(Object.fromEntries(start), final),
    conversation: builder.root,
  });
}

/** Sessions of Google's Agent Development Kit, whole or as a list or lines of events. A session is one trace. */
export const adk: Format<Index> = {
  id: 'adk',
  title: 'Google ADK session',
  sniff: sniffAdk,
  scan,
  read,
};
