import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Lineage } from '@/lib/db/lineage';
import { OutlineCache } from '@/lib/db/outline-cache';
import { readEvent } from '@/lib/db/read-event';
import type { StoredTrace } from '@/lib/db/trace-row';
import type { AppState } from '@/lib/server/app-state';
import type { OutlineRow } from '@/lib/trace/outline';
import type { EventsRequest } from './events-request';
import { EventFilter, filterBatch, type KeptEvent } from './filter-events';
import { excludedFor } from './query-context';

/** Where the events of a request are, and what is asked of them. */
export interface EventList {
  app: Pick<AppState, 'store' | 'imports'>;
  trace: StoredTrace;
  lineage: Lineage;
  asked: EventsRequest;
}

/** The parts of a list that are made once for all of its events. */
interface Listing extends EventList {
  filter: EventFilter;
}

/** Rows in memory at once, of an answer that goes through all of them: others' rows stay in the common cache. */
const rowsKept = 4000;

function listing(list: EventList): Listing {
  const { app, trace, lineage, asked } = list;
  const outlines = asked.limit === null ? new OutlineCache(rowsKept) : app.store.outlines;
  return {
    ...list,
    filter: new EventFilter(app, trace, lineage, asked.query, {
      outlines,
      excluded: excludedFor(app.store, lineage, asked.query, asked.x),
    }),
  };
}

/**
 * The answer piece by piece, in the order of the trace. Nothing is read ahead of what is taken; an empty piece says
 * that rows were looked at and none was kept. Lines end in a line feed; the last one too.
 */
export async function* eventLines(list: EventList): AsyncGenerator<string> {
  const open = listing(list);
  for await (const kept of limited(open, false)) yield kept ? `${eventJson(open, kept)}\n` : '';
}

/** The same events as one document, which ends with how many there are without the limit. */
export async function* eventDocument(list: EventList): AsyncGenerator<string> {
  const open = listing(list);
  const { id, name, format } = list.trace;
  yield `{"trace":${JSON.stringify({ id, name, format })},"events":[`;
  const count = { matched: 0 };
  let isFirst = true;
  for await (const kept of limited(open, true, count)) {
    yield kept ? `${isFirst ? '' : ','}\n${eventJson(open, kept)}` : '';
    if (kept) isFirst = false;
  }
  yield `],"matched":${count.matched},"total":${list.lineage.events}}\n`;
}

/**
 * What the limit leaves, as Python's `events[:limit]` does; null where others had their turn.
 * @param whole counts all that match, also those behind the limit
 */
async function* limited(
  list: Listing,
  whole: boolean,
  count = { matched: 0 },
): AsyncGenerator<KeptEvent | null> {
  const { limit } = list.asked;
  if (limit === 0 && !whole) return;
  /** Of a negative limit: rows that may be among the last, without their bodies. */
  const held: OutlineRow[] = [];
  for await (const kept of keptEvents(list)) {
    if (kept === null) {
      yield null;
      continue;
    }
    count.matched += 1;
    if (limit === null || count.matched <= limit) yield kept;
    else if (limit < 0) {
      held.push(kept.row);
      // Behind it stand as many as the limit leaves out.
      const row = held.length > -limit ? held.shift() : undefined;
      if (row) yield { row, event: null };
    }
    if (!whole && limit !== null && limit > 0 && count.matched >= limit) return;
  }
}

async function* keptEvents({ filter, lineage, asked }: Listing): AsyncGenerator<KeptEvent | null> {
  const end = Math.min(asked.end, lineage.events);
  for (let from = asked.from; from < end; from += filterBatch) {
    yield* await filter.kept(from, Math.min(from + filterBatch, end), true);
    await nextTurn();
    yield null;
  }
}

/** As the address of the event itself answers it, with its messages where they are asked for. */
function eventJson({ app, lineage, asked, filter }: Listing, { row, event }: KeptEvent): string {
  const whole = event ?? readEvent(app.store.raw, lineage, row.seq);
  if (asked.messages === null) return JSON.stringify(whole);
  const messages = filter.messages(asked.messages === 'after' ? row.said : row.saw);
  return JSON.stringify({ ...whole, messages });
}
