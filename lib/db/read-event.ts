import type Database from 'better-sqlite3';
import type { Event } from '@/lib/trace/event';
import { eventColumns, eventOf, quoted } from './event-columns';
import type { Lineage, Segment } from './lineage';

const segmentOf = (lineage: Lineage, seq: number): Segment | undefined =>
  lineage.segments.find(({ fromSeq, toSeq }) => fromSeq <= seq && seq < toSeq);

/** undefined where the trace has no such event. Throws ZodError for a row of another shape. */
export function readEvent(db: Database.Database, lineage: Lineage, seq: number): Event | undefined {
  const segment = segmentOf(lineage, seq);
  if (!segment) return undefined;
  const cells = db
    .prepare<[string, number], unknown[]>(
      `SELECT ${quoted(eventColumns)} FROM "Event" WHERE "traceId" = ? AND "seq" = ?`,
    )
    .raw()
    .get(segment.traceId, seq);
  return cells && eventOf(cells);
}

/** Rows in memory at once: one may have megabytes. */
const batch = 100;

/**
 * All events in order, read in batches: for exports, and for searches that must look at each.
 * `wants` sees all columns first, their texts as they are stored, a line each: what it turns down is not parsed.
 */
export function* readEvents(
  db: Database.Database,
  lineage: Lineage,
  from = 0,
  to = lineage.events,
  wants?: (stored: string) => boolean,
): Generator<Event> {
  const statement = db
    .prepare<[string, number, number], unknown[]>(
      `SELECT ${quoted(eventColumns)} FROM "Event"
       WHERE "traceId" = ? AND "seq" >= ? AND "seq" < ? ORDER BY "seq"`,
    )
    .raw();
  for (const { traceId, fromSeq, toSeq } of lineage.segments) {
    const last = Math.min(toSeq, to);
    for (let seq = Math.max(fromSeq, from); seq < last; seq += batch) {
      for (const cells of statement.all(traceId, seq, Math.min(seq + batch, last))) {
        if (!wants || wants(cells.join('\n'))) yield eventOf(cells);
      }
    }
  }
}
