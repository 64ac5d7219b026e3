import { readGeminiContent } from '@/lib/dialects/gemini';
import { type KeepBlob, keepBlobIn } from '@/lib/dialects/keep-blob';
import type { EventDraft, TraceBuilder } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import { field, type Json, type JsonObject, textField } from '@/lib/trace/json';
import type { Message, Part } from '@/lib/trace/message';
import { emptySetup } from '@/lib/trace/setup';
import type { Told, Turn } from '../messages/conversation-log';
import type { AdkEvent } from './adk-event';
import { Branches } from './branches';
import { tellActions } from './tell-actions';

interface Pieces {
  event: AdkEvent;
  records: RecordRef[];
  parts: Part[];
}

/** Tells the events of one session in file order. */
export class Telling {
  readonly branches: Branches;
  readonly #keepBlob: KeepBlob;
  /** Pieces of a reply that has not come whole yet, by lane. */
  readonly #pieces = new Map<string, Pieces>();
  timed = false;

  constructor(
    readonly builder: TraceBuilder,
    /** The state at the session's end, where it is known. */
    readonly finalState: JsonObject | null,
  ) {
    this.branches = new Branches(builder);
    this.#keepBlob = keepBlobIn(builder);
  }

  tell(event: AdkEvent, record: RecordRef): void {
    const lane = this.lane(event);
    this.timed ||= event.at !== null;
    this.branches.begin(event.branch, event.invocation);
    if (event.partial && event.content && event.author !== 'user') {
      this.#keepPiece(lane, event, record);
      tellActions(this, event, record, lane);
      return;
    }
    const before = this.builder.nextSeq;
    const pieces = event.author === 'user' ? undefined : this.#pieces.get(lane);
    if (pieces && (event.content || event.errorCode)) this.#pieces.delete(lane);
    const records = [...(event.content || event.errorCode ? (pieces?.records ?? []) : []), record];
    if (event.content) this.#content(event, event.content, records, lane);
    else if (event.errorCode !== null || event.errorMessage !== null)
      this.#failure(event, records, lane);
    tellActions(this, event, record, lane);
    // What says nothing is told as what it is.
    if (this.builder.nextSeq === before)
      this.add(
        event,
        lane,
        [record],
        { kind: 'log', text: 'event', value: event.extra ?? {} },
        'event',
      );
  }

  unreadable(reason: string, record: RecordRef): void {
    this.branches.log(null, 'session').unreadable(reason, [record]);
  }

  /** Tells the replies that never came whole. */
  end(): void {
    for (const [lane, { event, records, parts }] of this.#pieces) {
      const told: Told = {
        message: { role: 'assistant', parts },
        records,
        turn: turnOf(event, lane),
      };
      this.branches.log(event.branch, lane).reply(told, { unfinished: true });
      this.branches.told(event.branch, told);
    }
    this.branches.end();
  }

  /** An agent's lane; agents of a branch of their own have one there. */
  lane({ author, branch }: AdkEvent): string {
    const id = branch === null ? author : `${branch}/${author}`;
    return this.builder.lane(id, author);
  }

  add(event: AdkEvent, lane: string, records: RecordRef[], draft: Bare, type: string): void {
    const { conversation } = this.branches.log(event.branch, lane);
    this.builder.add({ ...draft, type, lane, records, startedAt: event.at, conversation });
  }

  #keepPiece(lane: string, event: AdkEvent, record: RecordRef): void {
    const parts = readGeminiContent(event.content ?? null, this.#keepBlob).flatMap((m) => m.parts);
    const known = this.#pieces.get(lane);
    if (!known) {
      this.#pieces.set(lane, { event, records: [record], parts });
      return;
    }
    known.records.push(record);
    for (const part of parts) {
      const last = known.parts.at(-1);
      if (last && 'text' in last && 'text' in part && last.type === part.type)
        last.text += part.text;
      else known.parts.push(part);
    }
  }

  #content(event: AdkEvent, content: Json, records: RecordRef[], lane: string): void {
    const messages = readGeminiContent(content, this.#keepBlob).map(markFailures);
    for (const message of messages) {
      const log = this.branches.log(event.branch, lane);
      const told: Told = {
        ...{ records, turn: turnOf(event, lane) },
        ...(event.extra ? { extra: event.extra } : {}),
        message,
      };
      if (message.role === 'tool') log.tell(told);
      else if (event.author === 'user') {
        // A person goes on: what is open now was answered by nothing.
        log.settle();
        log.tell(told);
      } else {
        const { model, usage, finishReason } = event;
        told.message = { ...message, role: 'assistant' };
        log.begin({ ...emptySetup, model });
        log.reply(told, {
          reply: { message: null, model, usage, finishReason },
          error: this.#errorOf(event),
        });
      }
      this.branches.told(event.branch, told);
    }
  }

  #failure(event: AdkEvent, records: RecordRef[], lane: string): void {
    const error = this.#errorOf(event);
    if (!error) return;
    const log = this.branches.log(event.branch, lane);
    log.failed(error, records, null, turnOf(event, lane), event.extra);
  }

  #errorOf({ errorCode, errorMessage }: AdkEvent) {
    if (errorCode === null && errorMessage === null) return null;
    const type = errorCode === null ? {} : { type: errorCode };
    return { message: errorMessage ?? errorCode ?? '', source: 'errorCode', ...type };
  }
}

/** A draft without what its record says of itself. */
export type Bare = EventDraft extends infer Draft
  ? Draft extends EventDraft
    ? Omit<Draft, 'type' | 'lane' | 'records' | 'startedAt' | 'conversation'>
    : never
  : never;

const turnOf = (event: AdkEvent, lane: string): Turn => ({ lane, startedAt: event.at });

/** How tools of this library say that they failed: a status, or an error and nothing else. */
function markFailures(message: Message): Message {
  return {
    ...message,
    parts: message.parts.map((part) => {
      if (part.type !== 'tool-result') return part;
      const alone =
        field(part.output, 'error') !== undefined && Object.keys(Object(part.output)).length === 1;
      return alone || textField(part.output, 'status') === 'error'
        ? { ...part, isError: true }
        : part;
    }),
  };
}
