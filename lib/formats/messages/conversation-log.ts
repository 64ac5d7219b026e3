import type { Reply } from '@/lib/dialects/openai-response';
import type { Conversation, TraceBuilder } from '@/lib/trace/builder';
import type { EventError, RecordRef } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import {
  type Message,
  type Part,
  type ToolResultPart,
  toolCallsOf,
  toolResultsOf,
} from '@/lib/trace/message';
import { emptySetup, type Setup } from '@/lib/trace/setup';
import { jsonLine } from '@/lib/trace/summary';

/** Whose turn it is, and when, where a log says so. */
export interface Turn {
  /** Absent: the main lane. */
  lane?: string;
  /** Milliseconds since the epoch. */
  startedAt?: number | null;
  durationMs?: number | null;
}

/** A message and where it was told. */
export interface Told {
  message: Message;
  records: RecordRef[];
  extra?: Json;
  turn?: Turn;
}

interface ReplyFacts {
  reply?: Reply | null;
  /** What the reply answers, where it is recorded as it was sent. */
  prompt?: Message[] | null;
  error?: EventError | null;
  unfinished?: boolean;
}

/** A tool call without an answer so far. */
export interface OpenCall {
  seq: number;
  callId: string | null;
  tool: string;
  turn: Turn;
  records: RecordRef[];
}

const noResult = '[no result recorded]';
const main = { lane: 'main' };

/** Makes the events of a plain conversation: a log, in which a model call saw everything before it. */
export class ConversationLog {
  #conversation: Conversation;
  #system: Part[] | null = null;
  #started = false;
  #open: OpenCall[];
  /** What was told since the last reply: only the next reply shows which calls stay unanswered. */
  #waiting: Told[] = [];
  readonly #unanswered: RecordRef[] = [];
  #setup: Setup = emptySetup;

  /** `from`: the conversation that it goes on from, and its open calls; without one it begins anew. */
  constructor(
    private readonly builder: TraceBuilder,
    from: Conversation = builder.root,
    open: readonly OpenCall[] = [],
  ) {
    this.#conversation = from;
    this.#open = [...open];
  }

  /** What holds for the replies from here on. */
  begin(setup: Setup): void {
    this.#setup = setup;
    this.#system = setup.system;
  }

  /** As it stands after what was told and flushed. */
  get conversation(): Conversation {
    return this.#conversation;
  }

  get open(): readonly OpenCall[] {
    return [...this.#open];
  }

  /** Whether a tool call is left without an answer. */
  get pending(): boolean {
    return this.#open.length > 0;
  }

  tell(told: Told): void {
    if (told.message.role === 'assistant') this.reply(told);
    else this.#waiting.push(told);
  }

  reply(
    told: Told,
    { reply = null, prompt = null, error = null, unfinished = false }: ReplyFacts = {},
  ): void {
    this.#comeTo(prompt);
    const turn = { ...main, ...told.turn };
    const { seq, conversation } = this.builder.add({
      ...this.#call(reply?.model ?? null, prompt, turn),
      type: 'assistant',
      error,
      unfinished,
      usage: reply?.usage ?? null,
      finishReason: reply?.finishReason ?? null,
      says: [told.message],
      records: told.records,
      ...extraOf(told),
    });
    this.#conversation = conversation ?? this.#conversation;
    for (const call of toolCallsOf(told.message)) {
      const added = this.builder.add({
        ...turn,
        // A call is told when the reply that asks for it was there.
        durationMs: null,
        kind: 'tool-call',
        type: 'tool_call',
        parent: seq,
        name: call.tool,
        tool: call.tool,
        callId: call.callId,
        input: call.input,
        conversation: this.#conversation,
        records: told.records,
      });
      const { callId, tool } = call;
      this.#open.push({ seq: added.seq, callId, tool, turn, records: told.records });
    }
    this.#answerWithin(told.message);
  }

  /** A message that no model wrote here, whatever its role: a person put it there. */
  heard(told: Told): void {
    this.flush();
    this.#message(told);
  }

  /** A request that got no reply. */
  failed(
    error: EventError,
    records: RecordRef[],
    prompt: Message[] | null,
    turn: Turn = {},
    extra?: Json,
  ): void {
    this.#comeTo(prompt);
    this.builder.add({
      ...this.#call(null, prompt, { ...main, ...turn }),
      type: 'error',
      usage: null,
      finishReason: null,
      error,
      records,
      ...(extra === undefined ? {} : { extra }),
    });
  }

  /** Answers what no later message can answer any more, and tells what waits. */
  settle(): void {
    this.#closeUnanswered();
    this.flush();
  }

  /** Tells what stands before a model call. A prompt that is recorded needs no mending. */
  #comeTo(prompt: Message[] | null): void {
    if (!prompt) this.#closeUnanswered();
    this.flush();
    if (prompt) this.#open = [];
    this.#started = true;
  }

  #call(answered: string | null, prompt: Message[] | null, turn: Turn & { lane: string }) {
    const setup = { ...this.#setup, system: this.#system };
    const model = answered ?? setup.model;
    return {
      ...turn,
      kind: 'model-call',
      name: model,
      model,
      costUsd: null,
      setup,
      ...(prompt ? { prompt } : { conversation: this.#conversation }),
    } as const;
  }

  unreadable(reason: string, records: RecordRef[]): void {
    this.flush();
    this.builder.add({ kind: 'unreadable', type: 'unreadable', ...main, reason, records });
  }

  end(): void {
    this.flush();
    if (this.#unanswered.length === 0) return;
    this.builder.note({
      severity: 'warning',
      code: 'unanswered-calls',
      message: `Tool calls without an answer, although the conversation goes on: ${this.#unanswered.length}. Each got "${noResult}"`,
      records: this.#unanswered.slice(0, 100),
    });
  }

  /** Tools that the provider runs answer in the reply itself. */
  #answerWithin(message: Message): void {
    for (const result of toolResultsOf(message)) this.#take(result);
  }

  /** Tells what waits, so that events of another kind may follow in their place. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const told of waiting) {
      if (told.message.role === 'tool') this.#results(told);
      else this.#message(told);
    }
  }

  #message(told: Told): void {
    const { message, records } = told;
    const { role } = message;
    const draft = { kind: 'message', type: role, ...main, ...told.turn, role } as const;
    const rest = { says: [message], records, ...extraOf(told) };
    if (message.role === 'system' && !this.#started) {
      // What leads belongs to the setup of every call, not to the conversation.
      this.#system = [...(this.#system ?? []), ...message.parts];
      this.builder.add({ ...draft, ...rest, setup: { ...this.#setup, system: this.#system } });
      return;
    }
    this.#started = true;
    this.#grow(this.builder.add({ ...draft, ...rest, conversation: this.#conversation }));
  }

  /** One event per result, each with its own part; what is no result goes with the last. */
  #results(told: Told): void {
    this.#started = true;
    const results = toolResultsOf(told.message);
    if (results.length === 0) {
      this.#message(told);
      return;
    }
    const rest = told.message.parts.filter((part) => part.type !== 'tool-result');
    results.forEach((result, at) => {
      const call = this.#take(result);
      // A result without an id answers the call that was due: the conversation needs the id.
      const linked = result.callId === null && call ? { ...result, callId: call.callId } : result;
      const parts = [linked, ...(at === results.length - 1 ? rest : [])];
      this.#grow(
        this.builder.add({
          ...main,
          ...told.turn,
          kind: 'tool-result',
          type: 'tool',
          parent: call?.seq ?? null,
          name: result.tool ?? call?.tool ?? null,
          tool: result.tool ?? call?.tool ?? null,
          callId: linked.callId,
          call: call?.seq ?? null,
          error: result.isError
            ? { message: jsonLine(result.output) || 'the tool failed', source: 'is_error' }
            : null,
          conversation: this.#conversation,
          says: [{ ...told.message, parts }],
          ...(linked.callId === result.callId ? {} : { saidFidelity: 'derived' as const }),
          records: told.records,
          ...extraOf(told),
        }),
      );
    });
  }

  /** The open call that a result answers: by id; without one, the first of its tool, else the first. */
  #take(result: ToolResultPart): OpenCall | undefined {
    const { callId, tool } = result;
    const at =
      callId !== null
        ? this.#open.findIndex((call) => call.callId === callId)
        : Math.max(
            this.#open.findIndex((call) => call.tool === tool),
            this.#open.length > 0 ? 0 : -1,
          );
    return at < 0 ? undefined : this.#open.splice(at, 1)[0];
  }

  /** Before the model went on, every call had some answer: no API takes a conversation without. */
  #closeUnanswered(): void {
    const answered = this.#waiting.flatMap(({ message }) => toolResultsOf(message));
    const open = [...this.#open];
    for (const { callId, tool } of answered) {
      const at =
        callId !== null
          ? open.findIndex((call) => call.callId === callId)
          : Math.max(
              open.findIndex((call) => call.tool === tool),
              0,
            );
      if (at >= 0) open.splice(at, 1);
    }
    const closed = new Set(open);
    this.#open = this.#open.filter((call) => !closed.has(call));
    for (const call of open) {
      this.#unanswered.push(...call.records);
      const result = {
        type: 'tool-result',
        callId: call.callId,
        output: noResult,
        isError: true,
      } as const;
      this.#grow(
        this.builder.add({
          lane: call.turn.lane ?? main.lane,
          kind: 'tool-result',
          type: 'derived',
          parent: call.seq,
          name: call.tool,
          tool: call.tool,
          callId: call.callId,
          call: call.seq,
          conversation: this.#conversation,
          says: [{ role: 'tool', parts: [result] }],
          saidFidelity: 'derived',
          records: call.records,
        }),
      );
    }
  }

  #grow({ conversation }: { conversation: Conversation | null }): void {
    this.#conversation = conversation ?? this.#conversation;
  }
}

const extraOf = ({ extra }: Told): { extra?: Json } => (extra === undefined ? {} : { extra });
