import type Database from 'better-sqlite3';
import type { EventOf, Operation } from '@/lib/trace/event';
import { field, type Json } from '@/lib/trace/json';
import type { Lineage } from './lineage';
import { fromColumn } from './text-column';

/** A state event without what only its row of the list shows. */
export type StoredStateEvent = Pick<
  EventOf<'state'>,
  'kind' | 'seq' | 'lane' | 'operations' | 'extra'
>;

/** Rows in memory at once: one may have megabytes. */
const batch = 100;

/**
 * The events of kind `state` that a trace sees, in order, from event `from` up to but not with `to`. Others are
 * passed over by the database, without their bodies.
 */
export function* readStateEvents(
  db: Database.Database,
  lineage: Lineage,
  from = 0,
  to = lineage.events,
): Generator<StoredStateEvent> {
  const statement = db.prepare<
    [string, number, number, number],
    { seq: number; lane: string; body: string }
  >(
    `SELECT "seq", "lane", "body" FROM "Event"
     WHERE "traceId" = ? AND "seq" >= ? AND "seq" < ? AND "kind" = 'state'
     ORDER BY "seq" LIMIT ?`,
  );
  for (const { traceId, fromSeq, toSeq } of lineage.segments) {
    const last = Math.min(toSeq, to);
    for (let seq = Math.max(fromSeq, from); seq < last; ) {
      const rows = statement.all(traceId, seq, last, batch);
      seq = rows.length < batch ? last : (rows.at(-1)?.seq ?? last) + 1;
      for (const row of rows) yield stateEvent(row);
    }
  }
}

function stateEvent(row: { seq: number; lane: string; body: string }): StoredStateEvent {
  const body: Json = JSON.parse(row.body);
  // Written by eventCells of this version: a check of each of 100,000 costs more than all the rest.
  const operations = field(body, 'operations') as Operation[] | undefined;
  const extra = field(body, 'extra');
  return {
    ...{ kind: 'state', seq: row.seq, lane: fromColumn(row.lane), operations: operations ?? [] },
    ...(extra === undefined ? {} : { extra }),
  };
}
