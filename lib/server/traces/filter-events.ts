import { LRUCache } from 'lru-cache';
import type { Lineage } from '@/lib/db/lineage';
import type { OutlineCache } from '@/lib/db/outline-cache';
import { readEvent, readEvents } from '@/lib/db/read-event';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import type { StoredTrace } from '@/lib/db/trace-row';
import type { PythonValue } from '@/lib/replay/python/python-value';
import { combine } from '@/lib/replay/query/combine';
import { type EventSubject, eventTest } from '@/lib/replay/query/matches-event';
import { atomsOf, type Query } from '@/lib/replay/query/query';
import { rowAtom } from '@/lib/replay/query/row-atom';
import type { AppState } from '@/lib/server/app-state';
import { type Edit, positionsOf } from '@/lib/trace/conversation';
import type { Event } from '@/lib/trace/event';
import type { Message } from '@/lib/trace/message';
import type { OutlineRow } from '@/lib/trace/outline';
import { type KnownAtoms, nothingKnown } from './known-atoms';
import { queryContext } from './query-context';
import { recordedLines } from './recorded-lines';

/** Rows that are read and judged together: one may have megabytes. */
export const filterBatch = 100;

/** Messages that are read together. */
const page = 100;

/** An event that a query keeps; `event` where it was read. */
export interface KeptEvent {
  row: OutlineRow;
  event: Event | null;
}

export interface FilterWish {
  known?: KnownAtoms;
  /** Where rows are kept; the common cache unless it says otherwise. */
  outlines?: OutlineCache;
  /** Events that `is:excluded` means. */
  excluded?: ReadonlySet<number> | undefined;
}

/** A query over one stored trace: bodies are read only of events that their rows do not decide. */
export class EventFilter {
  readonly #rowTruth: (row: OutlineRow) => boolean | null;
  readonly #eventTest: (subject: EventSubject) => boolean;
  readonly #asksRecorded: boolean;
  readonly #outlines: OutlineCache;

  constructor(
    private readonly app: Pick<AppState, 'store' | 'imports'>,
    private readonly trace: StoredTrace,
    private readonly lineage: Lineage,
    query: Query,
    { known = nothingKnown, outlines = app.store.outlines, excluded }: FilterWish = {},
  ) {
    this.#outlines = outlines;
    const context = { ...queryContext(trace), ...(excluded ? { excluded } : {}) };
    this.#rowTruth = combine(query.root, (atom) => {
      const decided = known.decided.get(atom);
      if (decided) return ({ seq }) => decided[seq] === 1;
      const ofRow = rowAtom(atom, context);
      const possible = known.possible.get(atom);
      return possible ? (row) => (possible[row.seq] === 0 ? false : ofRow(row)) : ofRow;
    });
    this.#eventTest = eventTest(query, context);
    const asks = [...atomsOf(query.root)].some(({ type }) => type === 'bernstein');
    this.#asksRecorded = asks && trace.format === 'bernstein';
  }

  /**
   * The events of `[from, to)` that it keeps, in order. Ask for `filterBatch` of them at most.
   * @param whole reads the event also where its row is enough to decide
   */
  async kept(from: number, to: number, whole = false): Promise<KeptEvent[]> {
    const source = { raw: this.app.store.raw, outlines: this.#outlines };
    const rows = readOutline(source, this.lineage, from, to - from);
    const truths = rows.map(this.#rowTruth);
    const events = this.#events(
      rows.filter((_, at) => truths[at] === null || (whole && truths[at])),
    );
    const recorded = this.#asksRecorded
      ? await recordedLines(this.app, this.trace.id, [...events.values()])
      : new Map<number, PythonValue>();
    return rows.flatMap((row, at): KeptEvent[] => {
      if (truths[at] === false) return [];
      const event = events.get(row.seq);
      if (!event || truths[at]) return [{ row, event: event ?? null }];
      const messages = (edit: Edit | null) => this.messages(edit);
      const subject: EventSubject = {
        ...{ row, event, recorded: recorded.get(row.seq) ?? null },
        // Read where the query asks for them: most do not.
        get said() {
          return messages(row.said);
        },
        get heard() {
          return messages(row.saw);
        },
      };
      return this.#eventTest(subject) ? [{ row, event }] : [];
    });
  }

  /** One read of them all, unless they lie far apart: then each for itself. */
  #events(rows: readonly OutlineRow[]): Map<number, Event> {
    const { raw } = this.app.store;
    const [first, last] = [rows[0]?.seq ?? 0, rows.at(-1)?.seq ?? -1];
    const wanted = new Set(rows.map(({ seq }) => seq));
    const events = new Map<number, Event>();
    if (rows.length * 4 > last - first)
      for (const event of readEvents(raw, this.lineage, first, last + 1)) {
        if (wanted.has(event.seq)) events.set(event.seq, event);
      }
    else
      for (const seq of wanted) {
        const event = readEvent(raw, this.lineage, seq);
        if (event) events.set(seq, event);
      }
    return events;
  }

  /** What an edit adds to the conversation. */
  messages(edit: Edit | null): Message[] {
    return [...positionsOf(edit?.append ?? [])].flatMap(
      (position) => this.#pool.memo(position - (position % page)).get(position) ?? [],
    );
  }

  /** Neighbours in the pool are said one after the other: they are read, and kept for a while, together. */
  readonly #pool = new LRUCache<number, ReadonlyMap<number, Message>>({
    max: 20,
    memoMethod: (start) =>
      new Map(
        [...readMessages(this.app.store.raw, this.lineage, [start, start + page])].map(
          ({ position, message }) => [position, message],
        ),
      ),
  });
}
