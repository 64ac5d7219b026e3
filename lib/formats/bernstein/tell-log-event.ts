import type { EventDraft } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import { isObject, type Json, listField, textField } from '@/lib/trace/json';
import { payloadOf, textOfPayload, timeOf } from './payload';

/** The lane of what no agent did. */
export const orchestrator = 'orchestrator';

/** Events that say of themselves that something went wrong. */
const failures: ReadonlySet<string> = new Set([
  ...['task_verification_failed', 'batch_job_failed', 'task_failed', 'run_failed', 'run_aborted'],
]);

function failureOf(type: string, row: Json): string {
  const signals = listField(row, 'failed_signals')?.filter((signal) => typeof signal === 'string');
  const why = signals?.join(', ') || textField(row, 'reason') || textField(row, 'error');
  const task = textField(row, 'task_id');
  return [task, why ?? type.replaceAll('_', ' ')].filter(Boolean).join(': ');
}

/** An event of a run's log. What is no object with a word for what happened is `unreadable`. */
export function tellLogEvent(row: Json, record: RecordRef): EventDraft {
  const base = { lane: orchestrator, records: [record], startedAt: timeOf(row) };
  if (!isObject(row))
    return {
      ...{ ...base, kind: 'unreadable', type: 'unreadable' },
      reason: 'an event of a run must be an object',
    };
  const payload = payloadOf(row);
  const type = textField(row, 'event');
  if (type === undefined)
    return {
      ...{ ...base, kind: 'log', type: 'event', value: payload },
      text: textOfPayload(payload) || 'an event without a name',
    };
  const agent = textField(row, 'agent_id');
  if (type === 'agent_spawned' && agent !== undefined) {
    const name = textField(row, 'role') ?? null;
    return { ...base, kind: 'handoff', type, name, from: orchestrator, to: agent, extra: payload };
  }
  const lane = agent ?? orchestrator;
  if (failures.has(type))
    return {
      ...{ ...base, lane, kind: 'error', type, value: payload },
      error: { message: failureOf(type, row), source: type },
    };
  const text = textOfPayload(payload) || type.replaceAll('_', ' ');
  return { ...base, lane, kind: 'log', type, text, value: payload };
}
