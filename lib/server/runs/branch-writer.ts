import { appendToBranch } from '@/lib/db/branch-appender';
import type { Store } from '@/lib/db/store';
import { fromColumn } from '@/lib/db/text-column';
import type { StoredTrace } from '@/lib/db/trace-row';
import { sha256 } from '@/lib/server/sha256';
import {
  type BuilderStart,
  type Conversation,
  type EventDraft,
  TraceBuilder,
} from '@/lib/trace/builder';
import type { Event } from '@/lib/trace/event';
import type { OutlineRow } from '@/lib/trace/outline';
import type { Outcome } from '@/lib/trace/trace';

export interface WrittenEvent {
  event: Event;
  row: OutlineRow;
}

type Draft = EventDraft extends infer D
  ? D extends unknown
    ? Omit<D, 'lane' | 'records'>
    : never
  : never;

/** Goes on writing a branch, in one lane, one stored event at a time. */
export class BranchWriter {
  readonly #builder: TraceBuilder;
  readonly #commit: (outcome: Outcome) => void;
  #made: WrittenEvent[] = [];

  constructor(
    private readonly store: Store,
    trace: StoredTrace,
    private readonly lane: string,
    now: () => Date,
    /** Messages that are said again: they are referred to, not stored anew. */
    known?: BuilderStart['known'],
  ) {
    const appender = appendToBranch(store.raw, trace, now);
    const { sink } = appender;
    this.#builder = new TraceBuilder(
      sha256,
      {
        ...sink,
        event: (event, row) => {
          this.#made.push({ event, row });
          sink.event(event, row);
        },
      },
      known ? { ...appender.start, known } : appender.start,
    );
    const nameNow = store.raw
      .prepare<[string], string>(`SELECT "name" FROM "Trace" WHERE "id" = ?`)
      .pluck();
    this.#commit = (outcome) => {
      const { format, sourceId, timeQuality } = trace;
      // Somebody may have renamed it meanwhile.
      const name = fromColumn(nameNow.get(trace.id) ?? trace.name);
      appender.commit(this.#builder.header({ name, format, sourceId, timeQuality, outcome }));
    };
  }

  conversationAt(base: number | null, keep: number): Conversation {
    return this.#builder.conversationAt(base, keep);
  }

  /** Resolves when the event is stored. */
  async add(draft: Draft): Promise<WrittenEvent & { conversation: Conversation | null }> {
    // A union without two of its members' fields plus these two fields is that union again.
    const whole = { ...draft, lane: this.lane, records: [] } as EventDraft;
    const { conversation } = this.#builder.add(whole);
    await this.end('unfinished');
    const [written] = this.#made.splice(0);
    if (!written) throw new Error('The builder made no event');
    return { ...written, conversation };
  }

  /** Stores how the branch ended. */
  async end(outcome: Outcome): Promise<void> {
    await this.store.writes.run(() => this.#commit(outcome));
  }
}
