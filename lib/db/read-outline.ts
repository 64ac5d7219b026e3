import type Database from 'better-sqlite3';
import type { OutlineRow } from '@/lib/trace/outline';
import { checkedOutline, outlineColumns, outlineRowOf, quoted } from './event-columns';
import type { Lineage } from './lineage';
import type { Store } from './store';

const pageRows = 2000;

/** The rows `[from, from + limit)` of a trace, borrowed ones included; fewer at its end. */
export function readOutline(
  store: Pick<Store, 'raw' | 'outlines'>,
  lineage: Lineage,
  from = 0,
  limit = Number.POSITIVE_INFINITY,
): OutlineRow[] {
  const end = Math.min(from + limit, lineage.events);
  const rows: OutlineRow[] = [];
  for (const { traceId, fromSeq, toSeq } of lineage.segments) {
    const last = Math.min(toSeq, end);
    for (let seq = Math.max(fromSeq, from); seq < last; ) {
      // Pages begin at fixed places, so that every request meets the same ones.
      const start = seq - (seq % pageRows);
      const stop = Math.min(start + pageRows, toSeq);
      const page = store.outlines.page(traceId, start, stop, () =>
        readPage(store.raw, traceId, start, stop),
      );
      const first = page[0]?.seq ?? stop;
      const take = Math.min(last, stop);
      for (let at = seq; at < take; at += 1) {
        const row = page[at - first];
        if (row) rows.push(row);
      }
      seq = take;
    }
  }
  return rows;
}

function readPage(db: Database.Database, traceId: string, from: number, to: number): OutlineRow[] {
  const statement = db.prepare<[string, number, number], unknown[]>(
    `SELECT ${quoted(outlineColumns)} FROM "Event"
     WHERE "traceId" = ? AND "seq" >= ? AND "seq" < ? ORDER BY "seq"`,
  );
  return checkedOutline(statement.raw().all(traceId, from, to).map(outlineRowOf));
}
