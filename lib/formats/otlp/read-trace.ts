import { type KeepBlob, keepBlobIn } from '@/lib/dialects/keep-blob';
import { type RecordedCall, readSpanCall } from '@/lib/dialects/span-call';
import { readSpanCost, readSpanUsage } from '@/lib/dialects/span-usage';
import type { Added, Conversation, TraceBuilder } from '@/lib/trace/builder';
import type { Message } from '@/lib/trace/message';
import type { Outcome } from '@/lib/trace/trace';
import type { Source } from '../format';
import type { OtlpIndex, OtlpTrace, PlacedSpan } from './otlp-index';
import { resourceOrigin } from './resource-origin';
import { readMessageLog, readSpan, type Span, spanTimes } from './span';
import type { SpanMark } from './span-mark';
import { spanValue } from './span-value';
import { ToolEvents } from './tool-events';

/** Second pass: the events of one trace, one span at a time in causal order. */
export class OtlpReader {
  readonly #keepBlob: KeepBlob;
  readonly #tools: ToolEvents;
  readonly #silent: SpanMark[] = [];
  /** Lanes that had a model call. */
  readonly #begun = new Set<string>();

  constructor(
    private readonly source: Source,
    private readonly trace: OtlpTrace,
    private readonly builder: TraceBuilder,
  ) {
    this.#keepBlob = keepBlobIn(builder);
    this.#tools = new ToolEvents(builder);
    for (const lane of trace.lanes) builder.lane(lane.id, lane.name, lane.parent);
  }

  read(index: OtlpIndex): void {
    const { builder, trace } = this;
    for (const note of trace.notes) builder.note(note);
    for (const placed of trace.spans) this.#span(placed);
    this.#silentNote();
    const origin = resourceOrigin(index.resources);
    builder.finish({
      name: trace.part.title,
      format: 'otlp',
      sourceId: trace.part.key,
      outcome: this.#outcome(),
      timeQuality: trace.spans.some(({ mark }) => mark.start !== null) ? 'recorded' : 'none',
      ...(origin ? { origin } : {}),
      ...(index.resources.length > 0 ? { extra: { resources: index.resources } } : {}),
    });
  }

  #span(placed: PlacedSpan): void {
    const span = this.#parse(placed.mark);
    if (!span) return;
    if (placed.mark.role === 'model-call' && !placed.outer) this.#modelCall(placed, span);
    else if (placed.mark.role === 'tool') this.#tools.ran(placed, span);
    else
      this.builder.add({
        kind: 'span',
        ...this.#base(placed, span),
        name: span.name,
        ...spanValue(placed.mark.word, span.attributes),
      });
  }

  #parse(mark: SpanMark): Span | null {
    const [file, start, end] = mark.records[0] ?? [0, 0, 0];
    const parsed = this.source.files[file]?.parse({ start, end });
    if (!parsed?.ok) return null;
    const logs = mark.logs.flatMap(([of, from, to]) => {
      const log = this.source.files[of]?.parse({ start: from, end: to });
      return (log?.ok && readMessageLog(log.value)?.event) || [];
    });
    return readSpan(parsed.value, logs);
  }

  #base({ mark, lane }: PlacedSpan, span: Span) {
    return {
      type: mark.word,
      lane,
      records: mark.records,
      error: span.error,
      unfinished: mark.end === null,
      ...spanTimes(mark),
    };
  }

  #modelCall(placed: PlacedSpan, span: Span): void {
    const { mark } = placed;
    const call = this.#withWrapper(readSpanCall(span.attributes, this.#keepBlob), placed.wrapper);
    if (!call.prompt) this.#silent.push(mark);
    this.#tools.toldBy(call.prompt ?? [], mark);
    this.#userTurns(call.prompt ?? [], placed);
    const added = this.builder.add({
      kind: 'model-call',
      ...this.#base(placed, span),
      name: call.model,
      model: call.model,
      usage: readSpanUsage(span.attributes),
      costUsd: readSpanCost(span.attributes),
      finishReason: call.finishReason,
      setup: call.setup,
      ...(call.prompt ? { prompt: call.prompt } : {}),
      says: call.reply ? [call.reply] : [],
      ...(call.reply || mark.end === null || span.error
        ? {}
        : { saidFidelity: 'missing' as const }),
      extra: { span: span.name },
    });
    if (call.reply) this.#tools.asked(call.reply, placed, added);
  }

  /** What a person (or a calling agent) said since the last call: told by prompts only, and an event all the same. */
  #userTurns(prompt: Message[], { mark, lane }: PlacedSpan): void {
    // Where an agent begins, what it was asked is told, also where another was asked the same.
    const begins = !this.#begun.has(lane);
    this.#begun.add(lane);
    const { builder } = this;
    let conversation: Conversation | null = begins ? builder.root : builder.known(prompt);
    for (const message of prompt.slice(conversation.depth)) {
      if (message.role !== 'user' || !conversation) break;
      const { startedAt } = spanTimes(mark);
      const added: Added = this.builder.add({
        kind: 'message',
        role: 'user',
        type: 'prompt',
        lane,
        records: mark.records,
        startedAt,
        conversation,
        says: [message],
      });
      conversation = added.conversation;
    }
  }

  /** The span nearest to the model counts; what it does not record, the framework's span around it may. */
  #withWrapper(call: RecordedCall, wrapper: SpanMark | null): RecordedCall {
    const span = wrapper && !(call.prompt && call.reply) ? this.#parse(wrapper) : null;
    if (!span) return call;
    const around = readSpanCall(span.attributes, this.#keepBlob);
    return {
      prompt: call.prompt ?? around.prompt,
      reply: call.reply ?? around.reply,
      setup: {
        system: call.setup.system ?? around.setup.system,
        tools: call.setup.tools ?? around.setup.tools,
        model: call.setup.model ?? around.setup.model,
        parameters: call.setup.parameters ?? around.setup.parameters,
      },
      model: call.model ?? around.model,
      finishReason: call.finishReason ?? around.finishReason,
    };
  }

  #silentNote(): void {
    const calls = this.#silent.length;
    if (calls === 0) return;
    this.builder.note({
      severity: 'warning',
      code: 'no-messages',
      message: `${calls} of the model calls do not record what was sent: the exporter captured no messages`,
      records: this.#silent.slice(0, 100).flatMap(({ records }) => records),
    });
  }

  #outcome(): Outcome {
    const { spans, roots } = this.trace;
    if (spans.length === 0) return 'unknown';
    if (roots.some(({ end }) => end === null)) return 'unfinished';
    const last = roots.reduce((a, b) => ((b.end ?? 0n) >= (a.end ?? 0n) ? b : a));
    return last.failed ? 'failed' : 'ok';
  }
}
