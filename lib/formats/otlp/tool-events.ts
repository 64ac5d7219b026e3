import type { Conversation, TraceBuilder } from '@/lib/trace/builder';
import type { EventError, Fidelity, RecordRef } from '@/lib/trace/event';
import {
  type Message,
  type ToolCallPart,
  type ToolResultPart,
  toolCallsOf,
  toolResultsOf,
} from '@/lib/trace/message';
import { jsonLine } from '@/lib/trace/summary';
import type { PlacedSpan } from './otlp-index';
import { milliseconds, type Span, spanTimes } from './span';
import type { SpanMark } from './span-mark';
import { readToolSpan, type ToolSpan } from './tool-span';

/** A conversation that grows as the tools of one reply answer. */
interface Holder {
  conversation: Conversation | null;
}

interface OpenCall {
  seq: number;
  callId: string | null;
  tool: string;
  lane: string;
  holder: Holder;
}

/** What is told of a result besides what it says. */
interface ResultFacts {
  type: string;
  lane: string;
  records: RecordRef[];
  unfinished: boolean;
  startedAt: number | null;
  durationMs: number | null;
  error: EventError | null;
  saidFidelity?: Fidelity;
}

/** Makes the events of tool calls: each call once, when its reply asks for it, and its result when that is in. */
export class ToolEvents {
  readonly #bySpan = new Map<SpanMark, OpenCall>();
  /** Calls that no span ran: their results can only be told from a later prompt. */
  readonly #unrun = new Map<string, OpenCall[]>();

  constructor(private readonly builder: TraceBuilder) {}

  /** The calls of a reply. `seq` and `conversation` are those of its model call. */
  asked(
    reply: Message,
    { mark, lane, ran }: PlacedSpan,
    { seq, conversation }: { seq: number; conversation: Conversation | null },
  ): void {
    const holder: Holder = { conversation };
    toolCallsOf(reply).forEach((part, at) => {
      const runner = ran[at] ?? null;
      const open = this.#open(part, { lane, parent: seq, holder, mark, runner });
      if (runner) this.#bySpan.set(runner, open);
      else if (part.callId !== null) {
        const key = `${mark.traceId}/${part.callId}`;
        const waiting = this.#unrun.get(key) ?? [];
        waiting.push(open);
        this.#unrun.set(key, waiting);
      }
    });
  }

  #open(
    part: ToolCallPart,
    from: { lane: string; parent: number; holder: Holder; mark: SpanMark; runner: SpanMark | null },
  ): OpenCall {
    const { lane, parent, holder, mark, runner } = from;
    const { callId, tool, input } = part;
    const { seq } = this.builder.add({
      kind: 'tool-call',
      type: 'tool_call',
      lane,
      parent,
      name: tool,
      tool,
      callId,
      input,
      records: [...mark.records, ...(runner?.records ?? [])],
      conversation: holder.conversation,
      startedAt: runner?.start ? milliseconds(runner.start) : null,
    });
    return { seq, callId, tool, lane, holder };
  }

  /** A tool span: the result of the call that it ran, or a call of its own and its result. */
  ran(placed: PlacedSpan, span: Span): void {
    const { mark } = placed;
    const found = readToolSpan(span.name, span.attributes);
    const open = this.#bySpan.get(mark) ?? this.#unasked(placed, found);
    // Where no result is recorded, the error stood in for one.
    const output = found.output ?? span.error?.message;
    const fidelity =
      output === undefined ? 'missing' : found.output === undefined ? 'derived' : null;
    const failed = span.error ? { isError: true } : {};
    const part: ToolResultPart | null =
      output === undefined ? null : { type: 'tool-result', callId: open.callId, output, ...failed };
    this.#result(open, part, {
      type: mark.word,
      lane: open.lane,
      records: mark.records,
      error: span.error,
      unfinished: mark.end === null,
      ...spanTimes(mark),
      ...(fidelity === null ? {} : { saidFidelity: fidelity }),
    });
  }

  /** A tool that no recorded reply asked for. */
  #unasked({ mark, lane }: PlacedSpan, { tool, callId, input }: ToolSpan): OpenCall {
    const { seq } = this.builder.add({
      kind: 'tool-call',
      type: mark.word,
      lane,
      name: tool,
      tool,
      callId,
      input,
      records: mark.records,
      ...spanTimes(mark),
    });
    return { seq, callId, tool, lane, holder: { conversation: null } };
  }

  /** Results that only this prompt tells: they came in before it was sent. */
  toldBy(prompt: Message[], mark: SpanMark): void {
    if (this.#unrun.size === 0) return;
    for (const part of prompt.flatMap(toolResultsOf)) {
      const key = `${mark.traceId}/${part.callId ?? ''}`;
      const waiting = this.#unrun.get(key);
      const open = waiting?.shift();
      if (!waiting || !open) continue;
      if (waiting.length === 0) this.#unrun.delete(key);
      this.#result(open, part, {
        type: 'tool',
        lane: open.lane,
        records: mark.records,
        error: part.isError ? { message: jsonLine(part.output), source: 'tool result' } : null,
        unfinished: false,
        startedAt: null,
        durationMs: null,
        saidFidelity: 'derived',
      });
    }
  }

  #result(open: OpenCall, part: ToolResultPart | null, facts: ResultFacts): void {
    const { conversation } = this.builder.add({
      kind: 'tool-result',
      ...facts,
      parent: open.seq,
      name: open.tool,
      tool: open.tool,
      callId: open.callId,
      call: open.seq,
      conversation: open.holder.conversation,
      says: part ? [{ role: 'tool', parts: [part] }] : [],
    });
    open.holder.conversation = conversation;
  }
}
