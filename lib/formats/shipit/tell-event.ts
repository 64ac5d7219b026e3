import { numberField, textField } from '@/lib/trace/json';
import { textMessage } from '@/lib/trace/message';
import { actorOf, answerOf, failureOf, promptKeys, restOf, type ShipitEvent } from './payload';
import { messagesOf } from './recorded-messages';
import { tellToolAnswered, tellToolCalled } from './tell-tool';
import { type Base, carried, spoken, type Telling } from './telling';

function runStarted(telling: Telling, event: ShipitEvent, base: Base): void {
  telling.primary ??= base.lane;
  telling.running = base.lane;
  if (base.lane === telling.primary) telling.outcome = 'unfinished';
  const state = telling.lane(base.lane);
  state.conversation = state.saved;
  state.said = null;
  telling.message(event, base, spoken(event), promptKeys);
}

function runCompleted(telling: Telling, event: ShipitEvent, base: Base): void {
  const state = telling.lane(base.lane);
  const text = answerOf(event);
  if (text === undefined || text === state.said) telling.log(event, base);
  else telling.reply(event, base, text, ['output', 'content']);
  if (event.type !== 'run_completed') return;
  state.saved = state.conversation;
  // The runtime closes a cancelled run with the same event; only its text tells.
  if (base.lane === (telling.primary ?? base.lane))
    telling.outcome = text === '[cancelled]' ? 'unfinished' : 'ok';
}

function runFailed(telling: Telling, event: ShipitEvent, base: Base): void {
  if (base.lane === (telling.primary ?? base.lane)) telling.outcome = 'failed';
  telling.add({
    ...base,
    kind: 'error',
    error: { message: failureOf(event), source: 'run_failed' },
    value: restOf(event, carried),
    says: messagesOf(event.payload),
  });
}

function subagentStarted(telling: Telling, event: ShipitEvent, base: Base): void {
  const state = telling.lane(base.lane);
  state.conversation = telling.builder.root;
  state.said = null;
  telling.add({
    ...base,
    kind: 'handoff',
    from: telling.running === base.lane ? null : telling.running,
    to: actorOf(event) ?? null,
    says: spoken(event),
    extra: restOf(event, [...carried, ...promptKeys]),
  });
}

/** The runtime hands the plan to the model as a user message with this heading. */
function planned(telling: Telling, event: ShipitEvent, base: Base): void {
  const output = textField(event.payload, 'output');
  if (output === undefined) {
    telling.log(event, base);
    return;
  }
  telling.add({
    ...base,
    kind: 'message',
    role: 'user',
    says: [...messagesOf(event.payload), textMessage('user', `[Planner output]\n${output}`)],
    saidFidelity: 'derived',
    extra: restOf(event, [...carried, 'output']),
  });
}

function compacted(telling: Telling, event: ShipitEvent, base: Base): void {
  const says = messagesOf(event.payload);
  // Without the messages that are left nobody knows what the model saw from here on.
  if (says.length > 0) telling.lane(base.lane).conversation = telling.builder.root;
  else
    telling.builder.note({
      severity: 'warning',
      code: 'compaction',
      message:
        'The context was compacted, but the trace does not say to what: conversations after it are shown uncompacted.',
      records: base.records,
    });
  const tokensBefore = numberField(event.payload, 'tokens_before');
  telling.add({
    ...base,
    kind: 'compaction',
    ...(tokensBefore === undefined ? {} : { tokensBefore }),
    says,
    extra: restOf(event, carried),
  });
}

function interrupted(telling: Telling, event: ShipitEvent, base: Base): void {
  if (event.type === 'run_cancelled' && base.lane === telling.primary)
    telling.outcome = 'unfinished';
  telling.add({
    ...base,
    kind: 'interrupt',
    value: restOf(event, carried) ?? event.message,
    says: messagesOf(event.payload),
  });
}

function other(telling: Telling, event: ShipitEvent, base: Base): void {
  // Any event may carry messages; only the seed's own key makes an unknown one a turn of the user.
  const prompt = textField(event.payload, 'user_prompt');
  telling.message(event, base, prompt ? spoken(event) : messagesOf(event.payload), ['user_prompt']);
}

/** Tells one event that is no part of a model call. */
export function tellEvent(telling: Telling, at: number): void {
  const event = telling.load(at);
  const lane = telling.plan.entries[at]?.lane ?? telling.running;
  const base: Base = { type: event.type, lane, records: [telling.ref(at)], startedAt: event.at };
  switch (event.type) {
    case 'run_started':
      runStarted(telling, event, base);
      break;
    case 'tool_called':
      tellToolCalled(telling, at, event, base);
      break;
    case 'tool_completed':
    case 'tool_failed':
      tellToolAnswered(telling, at, event, base);
      break;
    case 'final_answer':
    case 'run_completed':
      runCompleted(telling, event, base);
      break;
    case 'run_failed':
      runFailed(telling, event, base);
      break;
    case 'subagent_started':
      subagentStarted(telling, event, base);
      break;
    case 'subagent_completed':
      telling.add({
        ...base,
        kind: 'handoff',
        from: lane,
        to: telling.running,
        says: messagesOf(event.payload),
        extra: restOf(event, carried),
      });
      break;
    case 'planning_completed':
      planned(telling, event, base);
      break;
    case 'context_compacted':
      compacted(telling, event, base);
      break;
    case 'interactive_request':
    case 'approval_required':
    case 'run_cancelled':
      interrupted(telling, event, base);
      break;
    default:
      other(telling, event, base);
  }
}
