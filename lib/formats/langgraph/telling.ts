import { keepBlobIn } from '@/lib/dialects/keep-blob';
import {
  isLangchainMessage,
  type LangchainMessage,
  readLangchainMessage,
} from '@/lib/dialects/langchain';
import type { Conversation, TraceBuilder } from '@/lib/trace/builder';
import { canonicalJson } from '@/lib/trace/canonical-json';
import type { RecordRef } from '@/lib/trace/event';
import { isObject, type Json, listField, textField } from '@/lib/trace/json';
import { type Message, type Part, toolCallsOf, toolResultsOf } from '@/lib/trace/message';
import { emptySetup } from '@/lib/trace/setup';
import { ConversationLog, type OpenCall, type Told } from '../messages/conversation-log';
import { StateDocument } from '../state/state-document';
import { type Checkpoint, timeOf } from './checkpoint';

/** The conversation after so many messages of a checkpoint's list. */
interface Heard {
  /** The message before it, as written. */
  key: string;
  conversation: Conversation;
  open: readonly OpenCall[];
}

/** Where a checkpoint left the telling: what a branch that leaves it goes on from. */
export interface Stand {
  seq: number;
  heard: readonly Heard[];
  values: Json;
  next: readonly string[] | null;
  system: Part[];
}

/** What a checkpoint says of all its messages. */
interface By {
  /** A person or the input put them there, no model. */
  byHand: boolean;
  record: RecordRef;
  startedAt: number | null;
}

const lane = 'main';

/** Tells checkpoints, each as what it changed against the one before it. */
export class Telling {
  readonly #document = new StateDocument();
  readonly #logs: ConversationLog[] = [];
  #log: ConversationLog;
  #heard: Heard[] = [];
  #system: Part[] = [];
  #values: Json = {};
  #next: readonly string[] | null = null;
  #failed = false;
  timed = false;

  constructor(
    readonly builder: TraceBuilder,
    from: Stand | null,
  ) {
    builder.lane(lane);
    if (from) {
      // What the parent's builder holds is taken over by place: it is finished.
      this.#heard = from.heard.map(({ key, conversation, open }) => {
        const { owner, depth } = conversation;
        return { key, conversation: builder.conversationAt(owner, depth), open };
      });
      this.#document.snapshot(stateOf(from.values).state);
      this.#values = from.values;
      this.#next = from.next;
      this.#system = from.system;
    }
    this.#log = this.#begin(this.#heard.at(-1));
  }

  get stand(): Omit<Stand, 'seq'> {
    const [values, next, system] = [this.#values, this.#next, this.#system];
    return { heard: [...this.#heard], values, next, system };
  }

  get values(): Json {
    return this.#values;
  }

  get outcome(): 'ok' | 'failed' | 'unfinished' | 'unknown' {
    if (this.#failed) return 'failed';
    if (this.#next === null) return 'unknown';
    return this.#next.length > 0 ? 'unfinished' : 'ok';
  }

  /** Returns the event that stands for the checkpoint: what branches leave from. */
  tell(checkpoint: Checkpoint, type: string, record: RecordRef): number {
    const { values, source, step, next, createdAt, extra } = checkpoint;
    const startedAt = timeOf(createdAt);
    this.timed ||= startedAt !== null;
    const { messages, state } = stateOf(values);
    const byHand = source === 'update' || source === 'fork' || this.#next?.includes('__start__');
    this.#hear(messages, { byHand: byHand ?? false, record, startedAt });
    const { seq } = this.builder.add({
      ...{ kind: 'state', type: source ?? type, lane, records: [record], startedAt },
      name: step === null ? null : `step ${step}`,
      operations: this.#document.snapshot(state),
      conversation: this.#log.conversation,
      ...(extra && Object.keys(extra).length > 0 ? { extra } : {}),
    });
    this.#values = values;
    this.#next = next;
    this.#troubles(checkpoint, record, startedAt);
    return seq;
  }

  unreadable(reason: string, record: RecordRef): void {
    this.#log.unreadable(reason, [record]);
  }

  end(): void {
    for (const log of this.#logs) log.end();
  }

  #begin(at: Heard | undefined): ConversationLog {
    const log = new ConversationLog(this.builder, at?.conversation, at?.open);
    log.begin({ ...emptySetup, system: this.#system.length > 0 ? this.#system : null });
    this.#logs.push(log);
    return log;
  }

  #hear(messages: readonly Json[], by: By): void {
    const keys = messages.map((message) => canonicalJson(message));
    let same = 0;
    while (same < keys.length && keys[same] === this.#heard[same]?.key) same += 1;
    if (same < this.#heard.length) same = this.#takeBack(same, messages, keys, by);
    messages.slice(same).forEach((raw, index) => {
      const read = readLangchainMessage(raw, keepBlobIn(this.builder));
      if (read) this.#hearOne(read, by);
      this.#remember(keys[same + index] ?? '');
    });
  }

  #remember(key: string): void {
    this.#heard.push({ key, conversation: this.#log.conversation, open: this.#log.open });
  }

  /**
   * Messages were removed or rewritten. Those that stay behind them are no news, and said again in one event:
   * returns how many messages of the list are told then.
   */
  #takeBack(keep: number, messages: readonly Json[], keys: readonly string[], by: By): number {
    const gone = this.#heard.splice(keep);
    const old = new Set(gone.map(({ key }) => key));
    const last = keys.findLastIndex((key, at) => at >= keep && old.has(key));
    const again = keys.slice(keep, last + 1);
    const lost = gone.length - again.filter((key) => old.has(key)).length;
    const says = messages.slice(keep, last + 1).flatMap((raw) => {
      const read = readLangchainMessage(raw, keepBlobIn(this.builder));
      return read ? [read.message] : [];
    });
    const base = this.#heard.at(-1);
    const records = [by.record];
    const { seq } = this.builder.add({
      ...{ kind: 'log', type: 'messages', lane, records, startedAt: by.startedAt, says },
      text: lost === 1 ? '1 message was removed or rewritten' : `${lost} were removed or rewritten`,
      conversation: base?.conversation ?? this.builder.root,
    });
    let open = base?.open ?? [];
    let depth = base?.conversation.depth ?? 0;
    says.forEach((message, at) => {
      open = openAfter(open, message, seq, records);
      depth += 1;
      const conversation = this.builder.conversationAt(seq, depth);
      this.#heard.push({ key: again[at] ?? '', conversation, open });
    });
    this.#log = this.#begin(this.#heard.at(-1));
    return Math.max(keep, last + 1);
  }

  #hearOne({ message, id, reply }: LangchainMessage, { byHand, record, startedAt }: By): void {
    const told: Told = {
      ...{ message, records: [record], turn: { lane, startedAt } },
      ...(id === null ? {} : { extra: { id } }),
    };
    if (message.role === 'assistant' && (!byHand || toolCallsOf(message).length > 0)) {
      const system = this.#system.length > 0 ? this.#system : null;
      this.#log.begin({ ...emptySetup, system, model: reply.model });
      this.#log.reply(told, { reply: { ...reply, message: null } });
      return;
    }
    // Who speaks after a call got no answer: nothing will give one any more.
    if (message.role !== 'tool' && this.#log.pending) this.#log.settle();
    if (message.role === 'system' && this.#log.conversation.depth === 0)
      this.#system = [...this.#system, ...message.parts];
    if (message.role === 'assistant') this.#log.heard(told);
    else this.#log.tell(told);
    this.#log.flush();
  }

  #troubles({ errors, interrupts }: Checkpoint, record: RecordRef, startedAt: number | null): void {
    const common = { lane, records: [record], startedAt, conversation: this.#log.conversation };
    this.#failed = errors.length > 0;
    for (const { task, error } of errors)
      this.builder.add({
        ...{ kind: 'error', type: 'task_error', name: task, value: error },
        error: { message: wordsOf(error), source: 'tasks.error' },
        ...common,
      });
    for (const { task, value } of interrupts)
      this.builder.add({ kind: 'interrupt', type: 'interrupt', name: task, value, ...common });
  }
}

/** The calls that are open after a message that was said again. */
function openAfter(
  before: readonly OpenCall[],
  message: Message,
  seq: number,
  records: RecordRef[],
): OpenCall[] {
  const answered = new Set(toolResultsOf(message).map(({ callId }) => callId));
  const asked = toolCallsOf(message).map(({ callId, tool }) => {
    return { seq, callId, tool, turn: { lane }, records };
  });
  return [...before, ...asked].filter(({ callId }) => !answered.has(callId));
}

const wordsOf = (error: Json): string =>
  typeof error === 'string' ? error : (textField(error, 'message') ?? JSON.stringify(error));

/** The messages of a state apart from the rest of it. A list that holds anything else is state like any other. */
function stateOf(values: Json): { messages: readonly Json[]; state: Json } {
  if (Array.isArray(values) && values.every(isLangchainMessage))
    return { messages: values, state: {} };
  const messages = listField(values, 'messages');
  if (!messages?.every(isLangchainMessage) || !isObject(values))
    return { messages: [], state: values };
  const rest = Object.entries(values).filter(([key]) => key !== 'messages');
  return { messages, state: Object.fromEntries(rest) };
}
