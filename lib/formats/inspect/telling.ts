import { splitSystem } from '@/lib/dialects/chat-request';
import { readInspectMessage, readInspectUsage } from '@/lib/dialects/inspect';
import { type KeepBlob, keepBlobIn } from '@/lib/dialects/keep-blob';
import { readOpenaiTools } from '@/lib/dialects/openai-chat';
import type { Conversation, TraceBuilder } from '@/lib/trace/builder';
import type { EventError, RecordRef } from '@/lib/trace/event';
import { field, isObject, type Json, listField, numberField, textField } from '@/lib/trace/json';
import { type Message, type Part, type ToolResultPart, toolCallsOf } from '@/lib/trace/message';
import type { Attachments } from './samples';

/** One event of a sample, and what all that is made of it has in common. */
export interface Entry {
  value: Json;
  word: string;
  record: RecordRef;
  lane: string;
  startedAt: number | null;
}

/** A conversation that grows as the tools of one reply answer. */
interface Open {
  seq: number;
  tool: string;
  lane: string;
  holder: { conversation: Conversation | null };
}

/** Tells model calls and the tools that they ask for. */
export class Telling {
  readonly keepBlob: KeepBlob;
  readonly #open = new Map<string, Open>();
  /** Lanes that had a model call. */
  readonly #begun = new Set<string>();

  constructor(
    readonly builder: TraceBuilder,
    private readonly attachments: Attachments,
    /** Messages that model calls refer to by position. */
    private readonly pool: readonly Json[],
  ) {
    this.keepBlob = keepBlobIn(builder);
  }

  message(value: Json): Message {
    return readInspectMessage(this.attachments.resolve(value), this.keepBlob);
  }

  model(entry: Entry): void {
    const { value } = entry;
    const output = this.attachments.resolve(field(value, 'output') ?? null);
    const [choice] = listField(output, 'choices') ?? [];
    const said = field(choice, 'message');
    const reply = isObject(said) ? readInspectMessage(said, this.keepBlob) : null;
    const { system, prompt } = splitSystem(this.#input(value).map((raw) => this.message(raw)));
    const asked = textField(value, 'model') ?? null;
    const model = textField(output, 'model') ?? asked;
    this.#userTurns(prompt, entry);
    const added = this.builder.add({
      ...this.base(entry),
      ...{ kind: 'model-call', name: model, model, prompt, costUsd: null },
      usage: readInspectUsage(field(output, 'usage')),
      finishReason: textField(choice, 'stop_reason') ?? null,
      setup: this.#setup(value, system, asked),
      says: reply ? [reply] : [],
      error: errorOf(field(value, 'error') ?? field(output, 'error'), 'error'),
      ...(reply ? {} : { saidFidelity: 'missing' as const }),
    });
    const holder = { conversation: added.conversation };
    for (const { callId, tool, input } of reply ? toolCallsOf(reply) : []) {
      const { seq } = this.builder.add({
        ...{ kind: 'tool-call', type: 'tool_call', lane: entry.lane, parent: added.seq },
        ...{ records: [entry.record], startedAt: null, name: tool, tool, callId, input },
        conversation: holder.conversation,
      });
      if (callId !== null) this.#open.set(callId, { seq, tool, lane: entry.lane, holder });
    }
  }

  /** A tool that ran: the result of the call, after `inside`, what happened while it ran. */
  tool(entry: Entry, inside: () => void): void {
    const { value } = entry;
    const callId = textField(value, 'id') ?? null;
    const known = callId === null ? undefined : this.#open.get(callId);
    if (callId !== null) this.#open.delete(callId);
    const open = known ?? this.#unasked(entry, callId);
    inside();
    const failed = errorOf(field(value, 'error'), 'error');
    const result = this.attachments.resolve(field(value, 'result') ?? null);
    const { tool } = open;
    const read = readInspectMessage(
      { role: 'tool', content: isObject(result) ? [result] : result },
      this.keepBlob,
    );
    const parts = read.parts.map(
      (part): Part => (part.type === 'tool-result' ? ended(part) : part),
    );
    function ended(part: ToolResultPart): ToolResultPart {
      const empty = part.output === '' || part.output === null;
      const output = failed && empty ? failed.message : part.output;
      return { ...part, callId, tool, output, ...(failed ? { isError: true } : {}) };
    }
    const { conversation } = this.builder.add({
      ...this.base(entry),
      ...{ kind: 'tool-result', name: tool, tool, callId, call: open.seq, parent: open.seq },
      ...{ lane: open.lane, error: failed, conversation: open.holder.conversation },
      says: [{ role: 'tool', parts }],
    });
    open.holder.conversation = conversation;
  }

  base({ value, word, record, lane, startedAt }: Entry) {
    const seconds = numberField(value, 'working_time') ?? null;
    return {
      ...{ type: word, lane, records: [record], startedAt },
      durationMs: seconds === null || seconds < 0 ? null : seconds * 1000,
      unfinished: field(value, 'pending') === true,
    };
  }

  #unasked(entry: Entry, callId: string | null): Open {
    const { value, lane } = entry;
    const tool = textField(value, 'function') ?? '';
    const { seq } = this.builder.add({
      ...{ kind: 'tool-call', ...this.base(entry), durationMs: null, name: tool, tool, callId },
      input: this.attachments.resolve(field(value, 'arguments') ?? null),
    });
    return { seq, tool, lane, holder: { conversation: null } };
  }

  /** Newer logs keep each message once per sample and say here which: `[start, end)` of the pool. */
  #input(value: Json): Json[] {
    const refs = listField(value, 'input_refs');
    if (!refs || refs.length === 0) return listField(value, 'input') ?? [];
    return refs.flatMap((ref) => {
      const [start, end] = Array.isArray(ref) ? ref : [];
      return typeof start === 'number' && typeof end === 'number'
        ? this.pool.slice(start, end)
        : [];
    });
  }

  #setup(value: Json, system: Part[], model: string | null) {
    const config = field(value, 'config');
    const choice = field(value, 'tool_choice') ?? null;
    const parameters = {
      ...(isObject(config) ? config : {}),
      ...(choice === null ? {} : { tool_choice: choice }),
    };
    const tools = this.attachments.resolve(field(value, 'tools') ?? null);
    return { system, tools: readOpenaiTools(tools), model, parameters };
  }

  /** What was said to the model since its last call: told by prompts only, and an event all the same. */
  #userTurns(prompt: Message[], { lane, record, startedAt }: Entry): void {
    const begins = !this.#begun.has(lane);
    this.#begun.add(lane);
    const { builder } = this;
    let conversation: Conversation | null = begins ? builder.root : builder.known(prompt);
    for (const message of prompt.slice(conversation.depth)) {
      if (message.role !== 'user' || !conversation) break;
      conversation = builder.add({
        ...{ kind: 'message', role: 'user', type: 'prompt', lane, records: [record], startedAt },
        ...{ conversation, says: [message] },
      }).conversation;
    }
  }
}

/** An error as text, or as an object with a message. null where there is none. */
export function errorOf(value: Json | undefined, source: string): EventError | null {
  if (value === undefined || value === null || value === '') return null;
  const type = textField(value, 'type');
  const message = typeof value === 'string' ? value : textField(value, 'message');
  return { message: message || 'it failed', source, ...(type === undefined ? {} : { type }) };
}
