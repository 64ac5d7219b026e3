import type { SpanEvent } from '@/lib/dialects/message-events';
import type { RecordRef } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';
import { readMessageLog, readSpanKey, spanKey } from './span';

/** Log records that carry messages, by the span that they belong to; and all others. */
export class SpanLogs {
  readonly #bySpan = new Map<string, { record: RecordRef; event: SpanEvent }[]>();
  readonly #foreign: RecordRef[] = [];

  add(record: RecordRef, value: Json): void {
    const found = readMessageLog(value);
    if (!found) {
      this.#foreign.push(record);
      return;
    }
    const known = this.#bySpan.get(found.span) ?? [];
    known.push({ record, event: found.event });
    this.#bySpan.set(found.span, known);
  }

  of(span: Json): SpanEvent[] {
    return this.#bySpan.get(readSpanKey(span))?.map(({ event }) => event) ?? [];
  }

  /** The records of a span's messages, which are then nobody else's. */
  take({ traceId, spanId }: { traceId: string; spanId: string }): RecordRef[] {
    const key = spanKey(traceId, spanId);
    const found = this.#bySpan.get(key) ?? [];
    this.#bySpan.delete(key);
    return found.map(({ record }) => record);
  }

  /** Records that no span claimed. */
  left(): RecordRef[] {
    const unclaimed = [...this.#bySpan.values()].flat().map(({ record }) => record);
    return [...this.#foreign, ...unclaimed];
  }
}
