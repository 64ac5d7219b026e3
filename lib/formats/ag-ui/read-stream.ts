import type { TraceBuilder } from '@/lib/trace/builder';
import { field, isObject, textField } from '@/lib/trace/json';
import type { Outcome } from '@/lib/trace/trace';
import { readSetup } from './messages';
import { plainRest } from './plain-rest';
import type { Stream } from './streams';
import { tellPart } from './tell-part';
import { type Entry, inputOf, messagesIn, Telling, timeOf, wordOf } from './telling';

export interface Told {
  outcome: Outcome;
  timed: boolean;
  /** Some run said which messages it was started with. */
  heard: boolean;
}

/** Tells a stream's events in the order of the file; a reply stands where it ended. */
export function readStream({ file, spans }: Stream, builder: TraceBuilder): Told {
  const telling = new Telling(builder);
  let outcome: Outcome = 'unknown';
  for (const span of spans) {
    const record = file.ref(span);
    const parsed = file.parse(span);
    const type = parsed.ok ? textField(parsed.value, 'type') : undefined;
    if (!parsed.ok || type === undefined) {
      const reason = parsed.ok ? 'an event must be an object with a "type"' : parsed.reason;
      builder.add({
        ...{ kind: 'unreadable', type: 'unreadable', lane: 'main', records: [record], reason },
        conversation: null,
      });
      continue;
    }
    const entry = { value: parsed.value, type, record, time: timeOf(parsed.value) };
    outcome = tellEntry(telling, entry) ?? outcome;
  }
  telling.end();
  return { outcome, timed: telling.timed, heard: telling.heard };
}

/** Returns the outcome where the event decides it. */
function tellEntry(telling: Telling, entry: Entry): Outcome | null {
  const { value, type } = entry;
  switch (type) {
    case 'RUN_STARTED':
      runStarted(telling, entry);
      return 'unfinished';
    case 'RUN_FINISHED':
      return runFinished(telling, entry);
    case 'RUN_ERROR': {
      telling.flush();
      const code = textField(value, 'code');
      const message = wordOf(value, 'message') || 'The run failed.';
      telling.tell(entry, {
        ...{ kind: 'error', value: plainRest(value) },
        error: { message, source: 'RUN_ERROR', ...(code === undefined ? {} : { type: code }) },
      });
      return 'failed';
    }
    case 'STATE_SNAPSHOT':
      telling.state(entry, telling.document.snapshot(field(value, 'snapshot') ?? {}));
      return null;
    case 'STATE_DELTA':
      stateDelta(telling, entry);
      return null;
    case 'MESSAGES_SNAPSHOT':
      telling.flush();
      if (!telling.hear(entry, messagesIn(value) ?? []))
        telling.tell(entry, { kind: 'span', name: 'no new message' });
      return null;
    case 'TOOL_CALL_RESULT':
      telling.result(entry, wordOf(value, 'toolCallId'), field(value, 'content') ?? null);
      return null;
    case 'STEP_STARTED':
    case 'STEP_FINISHED':
      telling.between(entry, { kind: 'span', name: textField(value, 'stepName') ?? null });
      return null;
    default:
      if (tellPart(telling, entry)) return null;
      telling.between(entry, {
        ...{
          kind: 'log',
          text: textField(value, 'name') ?? textField(value, 'activityType') ?? type,
        },
        value: plainRest(value),
      });
      return null;
  }
}

function runStarted(telling: Telling, entry: Entry): void {
  telling.flush();
  const input = inputOf(entry.value);
  telling.tell(entry, { kind: 'span', name: 'run', value: plainRest(entry.value) });
  telling.begin(readSetup(input));
  const state = field(input, 'state');
  if (isObject(state)) {
    const operations = telling.document.snapshot(state);
    if (operations.length > 0) telling.state(entry, operations);
  }
  const messages = messagesIn(input);
  if (messages) telling.hear(entry, messages);
}

function runFinished(telling: Telling, entry: Entry): Outcome {
  telling.flush();
  const outcome = field(entry.value, 'outcome');
  const waits = (textField(outcome, 'type') ?? outcome) === 'interrupt';
  const value = plainRest(entry.value);
  telling.tell(entry, waits ? { kind: 'interrupt', value } : { kind: 'span', name: 'run', value });
  return waits ? 'unfinished' : 'ok';
}

function stateDelta(telling: Telling, entry: Entry): void {
  const patched = telling.document.patch(field(entry.value, 'delta') ?? null);
  if (patched.problem === null) {
    telling.state(entry, patched.operations);
    return;
  }
  telling.between(entry, { kind: 'log', text: entry.type, value: plainRest(entry.value) });
  telling.builder.note({
    ...{ severity: 'warning', code: 'bad-patch', records: [entry.record] },
    message: `A state delta could not be carried out: ${patched.problem}. The state stays as it was.`,
  });
}
