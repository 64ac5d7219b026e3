import { decoded } from '@/lib/dialects/embedded-json';
import { keepBlobIn } from '@/lib/dialects/keep-blob';
import type { Conversation, EventDraft, TraceBuilder } from '@/lib/trace/builder';
import type { Operation, RecordRef } from '@/lib/trace/event';
import { field, type Json, listField, numberField, textField } from '@/lib/trace/json';
import {
  type Message,
  type Role,
  textMessage,
  textOf,
  toolCallsOf,
  toolResultsOf,
} from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import { StateDocument } from '../state/state-document';
import { openCalls, readMessages } from './messages';
import { Reply } from './reply';

const lane = 'main';

/** One record of the stream, and what every event made of it has in common. */
export interface Entry {
  value: Json;
  type: string;
  record: RecordRef;
  /** ms since the epoch. */
  time: number | null;
}

interface Aside {
  role: Role;
  text: string;
  records: RecordRef[];
  /** Its first. */
  entry: Entry;
}

/** The state of telling one stream: its conversation, its document, the reply that comes in. */
export class Telling {
  readonly document = new StateDocument();
  #conversation: Conversation;
  #reply: Reply | null = null;
  #setup: Setup | null = null;
  /** Calls of the conversation that nothing has answered yet. */
  #open = new Set<string>();
  readonly #calls = new Map<string, { seq: number; tool: string }>();
  readonly #answered = new Set<string>();
  /** The conversation so far, message by message, to find its beginning in lists that spell it otherwise. */
  readonly #told: { key: string; after: Conversation }[] = [];
  readonly #asides = new Map<string, Aside>();
  timed = false;
  /** Some run said which messages it was started with. */
  heard = false;

  constructor(readonly builder: TraceBuilder) {
    this.#conversation = builder.root;
    builder.lane(lane);
  }

  /** The reply that is coming in, if it takes the part; else a new one, after the old one was told. */
  replyFor(entry: Entry, takes: (reply: Reply) => boolean): Reply {
    if (this.#reply && !takes(this.#reply)) this.flush();
    this.#reply ??= new Reply(entry.type, entry.time);
    return this.#reply;
  }

  /** The reply that is coming in, for what only goes on with one. */
  get reply(): Reply | null {
    return this.#reply;
  }

  /** Tells the reply, if there is one: what it left open was broken off. */
  flush(): void {
    const reply = this.#reply;
    if (!reply) return;
    this.#reply = null;
    const parts = reply.parts();
    const { startedAt, endedAt } = reply;
    this.#add({
      ...{ kind: 'model-call', type: reply.type, lane, records: unique(reply.records) },
      ...{ model: null, usage: null, costUsd: null, finishReason: null, startedAt },
      durationMs: startedAt === null || endedAt === null ? null : Math.max(0, endedAt - startedAt),
      unfinished: !reply.complete,
      setup: this.#setup,
      says: parts.length > 0 ? [{ role: 'assistant', parts }] : [],
      // What the model saw is not known while a call of its conversation has no answer.
      ...(this.#open.size > 0 ? { conversation: null } : {}),
    });
    for (const { callId, tool, part, records, ...call } of reply.calls()) {
      const seq = this.#add({
        ...{ kind: 'tool-call', type: 'TOOL_CALL_START', lane, records: unique(records) },
        ...{ callId, tool, name: tool, input: part.input },
        ...{ startedAt: call.startedAt, unfinished: !call.ended },
      });
      this.#calls.set(callId, { seq, tool });
      this.#open.add(callId);
    }
  }

  hasAside(id: string): boolean {
    return this.#asides.has(id);
  }

  /** A text that is no reply of a model: a stream may carry a person's words too. */
  aside(id: string, role: Role, delta: string, entry: Entry): void {
    const known = this.#asides.get(id) ?? { role, text: '', records: [], entry };
    known.text += delta;
    known.records.push(entry.record);
    this.#asides.set(id, known);
  }

  endAside(id: string): void {
    const aside = this.#asides.get(id);
    if (!aside) return;
    this.#asides.delete(id);
    this.flush();
    const { role, text, records, entry } = aside;
    this.#add({
      ...{ kind: 'message', type: entry.type, lane, records, startedAt: entry.time, role },
      says: [textMessage(role, text)],
    });
  }

  /** Tells what the stream left open. */
  end(): void {
    this.flush();
    for (const id of [...this.#asides.keys()]) this.endAside(id);
  }

  /** Tells what came between two replies. A reply that still streams goes on after it. */
  between(entry: Entry, draft: Bare): void {
    if (this.#reply?.complete) this.flush();
    this.tell(entry, draft);
  }

  tell({ type, record, time }: Entry, draft: Bare): number {
    return this.#add({ ...draft, type, lane, records: [record], startedAt: time });
  }

  state(entry: Entry, operations: Operation[]): void {
    this.between(entry, { kind: 'state', operations });
  }

  result(entry: Entry, callId: string, content: Json): void {
    this.flush();
    const call = this.#calls.get(callId);
    this.#open.delete(callId);
    this.#answered.add(callId);
    const tool = call?.tool ?? null;
    const part = { type: 'tool-result' as const, callId, output: decoded(content) };
    this.tell(entry, {
      ...{ kind: 'tool-result', callId, tool, name: tool, call: call?.seq ?? null },
      says: [{ role: 'tool', parts: [{ ...part, ...(tool === null ? {} : { tool }) }] }],
    });
  }

  /** What a run was started with, as far as it says. */
  begin(setup: Setup | null): void {
    this.#setup = setup ?? this.#setup;
  }

  /**
   * The conversation as the source gives it whole. What of it is new is told as messages and answers; returns false
   * where nothing is.
   */
  hear(entry: Entry, list: readonly Json[]): boolean {
    this.heard = true;
    const messages = readMessages(list, keepBlobIn(this.builder));
    const same = messages.findIndex((message, at) => looseKey(message) !== this.#told[at]?.key);
    const shared = same < 0 ? messages.length : same;
    this.#told.length = shared;
    // Nothing of it was told here: an earlier conversation of this trace may still have had it.
    this.#conversation = this.#told.at(-1)?.after ?? this.builder.known(messages);
    const fresh = messages.slice(shared === 0 ? this.#conversation.depth : shared);
    for (const message of fresh) this.#hearOne(entry, message);
    this.#open = openCalls(messages);
    return fresh.length > 0;
  }

  #hearOne(entry: Entry, message: Message): void {
    const [part] = message.parts;
    const callId = part?.type === 'tool-result' ? (part.callId ?? '') : null;
    const call = callId === null ? undefined : this.#calls.get(callId);
    if (callId !== null && call && !this.#answered.has(callId)) {
      this.#answered.add(callId);
      const { seq, tool } = call;
      this.tell(entry, {
        ...{ kind: 'tool-result', callId, tool, name: tool, call: seq, says: [message] },
      });
    } else this.tell(entry, { kind: 'message', role: message.role, says: [message] });
  }

  #add(draft: EventDraft): number {
    this.timed ||= draft.startedAt != null;
    const added = this.builder.add({ conversation: this.#conversation, ...draft });
    if (draft.conversation === null || !added.conversation) return added.seq;
    this.#conversation = added.conversation;
    for (const message of draft.says ?? [])
      this.#told.push({ key: looseKey(message), after: added.conversation });
    return added.seq;
  }
}

type Common = 'type' | 'lane' | 'records' | 'startedAt';
/** A draft without what its record says of itself. */
export type Bare = EventDraft extends infer Draft
  ? Draft extends EventDraft
    ? Omit<Draft, Common>
    : never
  : never;

/** What a message is known by in whatever spelling: a snapshot leaves reasoning out and quotes results. */
const looseKey = (message: Message): string =>
  JSON.stringify([
    message.role,
    message.role === 'tool' ? '' : textOf(message).trim(),
    toolCallsOf(message).map(({ callId, tool }) => [callId, tool]),
    toolResultsOf(message).map(({ callId }) => callId),
  ]);

/** One record may open, fill and close a part. */
function unique(records: readonly RecordRef[]): RecordRef[] {
  const seen = new Map(records.map((record) => [record.join(':'), record]));
  return [...seen.values()];
}

/** `timestamp`, in milliseconds; some servers write seconds. */
export function timeOf(value: Json): number | null {
  const time = numberField(value, 'timestamp');
  if (time === undefined || time <= 0) return null;
  return time < 1e11 ? time * 1000 : time;
}

export const inputOf = (value: Json): Json | undefined => field(value, 'input');
export const messagesIn = (value: Json | undefined): Json[] | null =>
  listField(value, 'messages') ?? null;
export const wordOf = (value: Json, key: string): string => textField(value, key) ?? '';
