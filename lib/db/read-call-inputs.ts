import type Database from 'better-sqlite3';
import { field, type Json } from '@/lib/trace/json';
import type { Lineage } from './lineage';

/** Rows in memory at once: one may have megabytes. */
const batch = 500;

/** The arguments of every tool call that a trace sees, by the event of the call: read at once, as one is slow. */
export function readCallInputs(db: Database.Database, lineage: Lineage): Map<number, Json> {
  const statement = db.prepare<[string, number, number, number], { seq: number; body: string }>(
    `SELECT "seq", "body" FROM "Event"
     WHERE "traceId" = ? AND "seq" >= ? AND "seq" < ? AND "kind" = 'tool-call'
     ORDER BY "seq" LIMIT ?`,
  );
  const inputs = new Map<number, Json>();
  for (const { traceId, fromSeq, toSeq } of lineage.segments) {
    for (let from = fromSeq; from < toSeq; ) {
      const rows = statement.all(traceId, from, toSeq, batch);
      // Written by eventCells.
      for (const { seq, body } of rows) inputs.set(seq, field(JSON.parse(body), 'input') ?? null);
      from = rows.length < batch ? toSeq : (rows.at(-1)?.seq ?? toSeq) + 1;
    }
  }
  return inputs;
}
