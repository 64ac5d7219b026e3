import type { Conversation, EventDraft, TraceBuilder } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import { textField } from '@/lib/trace/json';
import { type Message, textMessage, textOf } from '@/lib/trace/message';
import type { Outcome } from '@/lib/trace/trace';
import type { ShipitDocument } from './document';
import { promptOf, readEvent, restOf, type ShipitEvent } from './payload';
import { messagesOf } from './recorded-messages';
import { type Call, mainLane, type Plan } from './step';

interface LaneState {
  conversation: Conversation;
  /** After the last run that was completed: the runtime saves a session then and only then. */
  saved: Conversation;
  /** Text of the last reply: `run_completed` repeats what `final_answer` said. */
  said: string | null;
}

/** What every event made from one entry has in common. */
export interface Base {
  type: string;
  lane: string;
  records: RecordRef[];
  startedAt: number | null;
}

/** Members of a payload that are messages of the conversation, whatever the event. */
export const carried = ['messages', 'message'];

/** The state of telling one trace: its lanes and their conversations, and the last run's end. */
export class Telling {
  readonly callSeqs = new Map<Call, number>();
  readonly lostCalls: RecordRef[] = [];
  outcome: Outcome = 'unknown';
  /** Lane of the first run: its end is the trace's. */
  primary: string | null = null;
  /** Lane of the run in progress. */
  running = mainLane;
  readonly #lanes = new Map<string, LaneState>();

  constructor(
    readonly document: ShipitDocument,
    readonly plan: Plan,
    readonly builder: TraceBuilder,
  ) {}

  ref(at: number): RecordRef {
    const entry = this.plan.entries[at];
    if (!entry) throw new RangeError(`No event ${at}`);
    return this.document.file.ref(entry.span);
  }

  load(at: number): ShipitEvent {
    const span = this.plan.entries[at]?.span;
    const parsed = span && this.document.file.parse(span);
    const event = parsed?.ok ? readEvent(parsed.value) : undefined;
    if (!event) throw new RangeError(`Event ${at} was planned and cannot be read`);
    return event;
  }

  lane(id: string): LaneState {
    const known = this.#lanes.get(id);
    if (known) return known;
    const agent = textField(this.document.metadata, 'agent_name');
    const parent = id === mainLane || id === this.running ? null : this.running;
    this.builder.lane(id, (id === mainLane && agent) || id, parent);
    const state = { conversation: this.builder.root, saved: this.builder.root, said: null };
    this.#lanes.set(id, state);
    return state;
  }

  /** Adds an event that goes on from its lane's conversation, or from its recorded prompt. Returns its seq. */
  add(draft: EventDraft): number {
    const state = this.lane(draft.lane);
    const added = this.builder.add(
      draft.prompt ? draft : { ...draft, conversation: state.conversation },
    );
    if (added.conversation) state.conversation = added.conversation;
    return added.seq;
  }

  log(event: ShipitEvent, base: Base): void {
    this.add({
      ...base,
      kind: 'log',
      text: event.message || event.type,
      value: restOf(event, carried),
      says: messagesOf(event.payload),
    });
  }

  /** What the event says in the conversation; an event that says nothing is a log line. */
  message(event: ShipitEvent, base: Base, says: Message[], taken: readonly string[] = []): void {
    const role = says.at(-1)?.role;
    if (role)
      this.add({
        ...base,
        kind: 'message',
        role,
        says,
        extra: restOf(event, [...carried, ...taken]),
      });
    else this.log(event, base);
  }

  reply(event: ShipitEvent, base: Base, text: string, taken: readonly string[]): void {
    this.lane(base.lane).said = text;
    const says = [...messagesOf(event.payload), textMessage('assistant', text)];
    this.message(event, base, says, taken);
  }
}

/** Recorded messages of a payload, then its prompt, unless that ends them. */
export function spoken(event: ShipitEvent): Message[] {
  const says = messagesOf(event.payload);
  const prompt = promptOf(event);
  const last = says.at(-1);
  if (prompt !== undefined && !(last?.role === 'user' && textOf(last) === prompt))
    says.push(textMessage('user', prompt));
  return says;
}

export const lasted = (from: number | null, to: number | null): number | null =>
  from === null || to === null || to < from ? null : to - from;
