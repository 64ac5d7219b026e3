import type { Conversation, EventDraft, TraceBuilder, TraceEnd } from '@/lib/trace/builder';
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
import { textMessage } from '@/lib/trace/message';
import type { Outcome } from '@/lib/trace/trace';
import { timeOf, without } from './payload';
import type { Plan, TaskLine } from './plan-files';

interface Version extends TaskLine {
  record: RecordRef;
  value: JsonObject;
}

/** The fullest of several versions of one trace: Bernstein writes it at the spawn and again, whole, at the end. */
function fullest(versions: readonly Version[]): Version | undefined {
  let best: Version | undefined;
  const weight = ({ value }: Version): number =>
    (listField(value, 'steps')?.length ?? 0) * 2 + (field(value, 'end_ts') == null ? 0 : 1);
  for (const version of versions) if (!best || weight(version) >= weight(best)) best = version;
  return best;
}

const told: ReadonlySet<string> = new Set(['type', 'timestamp', 'duration_ms']);
const toldTask: ReadonlySet<string> = new Set(['title', 'description', 'result_summary']);
const wholeTrace: ReadonlySet<string> = new Set(['steps', 'task_snapshots']);

function stepDraft(step: Json, base: { lane: string; records: RecordRef[] }): EventDraft {
  const type = textField(step, 'type');
  if (!isObject(step) || type === undefined)
    return {
      ...{ ...base, kind: 'unreadable', type: 'unreadable' },
      reason: 'a step must be an object with a "type"',
    };
  const detail = textField(step, 'detail') ?? '';
  const duration = numberField(step, 'duration_ms');
  const timed = {
    ...base,
    startedAt: timeOf(step, 'timestamp'),
    // Nought is what Bernstein writes where it does not know.
    durationMs: duration !== undefined && duration > 0 ? duration : null,
    extra: without(step, told),
  };
  if (type === 'compact') {
    const tokensBefore = numberField(step, 'compaction_tokens_before');
    return { ...timed, kind: 'compaction', type, ...(tokensBefore ? { tokensBefore } : {}) };
  }
  if (type === 'fail')
    return {
      ...{ ...timed, kind: 'error', type, value: detail },
      error: { message: detail || 'the agent failed', source: 'fail' },
    };
  return { ...timed, kind: 'span', type, name: detail || type };
}

/** The tasks as they were given, and what came of them: the conversation that running a task again is about. */
class TaskTeller {
  #conversation: Conversation;

  constructor(
    private readonly builder: TraceBuilder,
    private readonly base: { lane: string; records: RecordRef[] },
  ) {
    this.#conversation = builder.root;
  }

  task(snapshot: Json): void {
    const title = textField(snapshot, 'title') ?? '';
    const description = textField(snapshot, 'description') ?? '';
    const text = [title, description].filter((part) => part !== '').join('\n\n');
    const extra = isObject(snapshot) ? without(snapshot, toldTask) : {};
    if (text !== '') this.#say('task', 'user', text, extra);
  }

  result(snapshot: Json): void {
    const summary = textField(snapshot, 'result_summary') ?? '';
    if (summary !== '') this.#say('result_summary', 'assistant', summary);
  }

  #say(type: string, role: 'user' | 'assistant', text: string, extra?: Json): void {
    const { conversation } = this.builder.add({
      ...{ ...this.base, kind: 'message', type, role, says: [textMessage(role, text)] },
      ...(extra === undefined ? {} : { extra }),
      conversation: this.#conversation,
    });
    this.#conversation = conversation ?? this.#conversation;
  }
}

function outcomeOf(value: JsonObject): Outcome {
  const outcome = textField(value, 'outcome');
  if (outcome === 'success') return 'ok';
  if (outcome === 'failed') return 'failed';
  return field(value, 'end_ts') == null ? 'unfinished' : 'unknown';
}

/** Reads the trace that Bernstein keeps of one agent's work on its tasks. */
export function readTaskTrace(
  { id, lines }: Extract<Plan, { kind: 'task' }>,
  builder: TraceBuilder,
): Omit<TraceEnd, 'format'> {
  const versions: Version[] = [];
  for (const line of lines) {
    const record = line.file.ref(line.span);
    const parsed = line.file.parse(line.span);
    if (parsed.ok && isObject(parsed.value) && textField(parsed.value, 'trace_id') === id)
      versions.push({ ...line, record, value: parsed.value });
    else {
      const reason = parsed.ok ? 'a task trace must be an object with a "trace_id"' : parsed.reason;
      const message = `A line is no task trace: ${reason}.`;
      builder.note({ severity: 'warning', code: 'no-trace', message, records: [record] });
    }
  }
  const version = fullest(versions);
  if (!version) throw new RangeError(`No line holds the task trace ${id}`);
  const older = versions.filter((other) => other !== version).map(({ record }) => record);
  if (older.length > 0)
    builder.note({
      severity: 'info',
      code: 'other-versions',
      message:
        'The trace was written more than once, whole each time: the fullest version is read, the others are kept.',
      records: older,
    });
  const { value, record } = version;
  const records = [record];
  const session = textField(value, 'session_id') ?? 'agent';
  const role = textField(value, 'agent_role');
  const lane = builder.lane(session, role ? `${session} (${role})` : session);
  const snapshots = listField(value, 'task_snapshots') ?? [];
  const steps = listField(value, 'steps') ?? [];
  const base = { lane, records };
  const teller = new TaskTeller(builder, base);
  for (const snapshot of snapshots) teller.task(snapshot);
  for (const step of steps) builder.add(stepDraft(step, base));
  for (const snapshot of snapshots) teller.result(snapshot);
  if (snapshots.length === 0 && steps.length === 0)
    builder.note({
      ...{ severity: 'info', code: 'no-steps', records },
      message: 'The trace records neither tasks nor steps.',
    });
  const timed = steps.some((step) => timeOf(step, 'timestamp') !== null);
  return {
    name: textField(snapshots[0], 'title') || `Task trace ${id}`,
    sourceId: id,
    outcome: outcomeOf(value),
    timeQuality: timed ? 'recorded' : 'none',
    extra: without(value, wholeTrace),
  };
}
