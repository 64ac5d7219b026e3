import type Database from 'better-sqlite3';
import type { Range } from '@/lib/trace/conversation';
import { messageSchema } from '@/lib/trace/message';
import type { PoolMessage } from '@/lib/trace/sink';
import type { Lineage } from './lineage';

/** Rows in memory at once: one may have megabytes. */
const batch = 100;

interface Row {
  position: number;
  key: string;
  contentHash: string;
  body: string;
}

const messageOf = ({ position, key, contentHash, body }: Row): PoolMessage => ({
  position,
  key,
  contentHash,
  message: messageSchema.parse(JSON.parse(body)),
});

/**
 * Bodies at pool positions `[start, end)`, wherever the trace borrows them from; none beyond its pool.
 * `wants` sees the stored JSON first: what it turns down is not parsed.
 */
export function* readMessages(
  db: Database.Database,
  lineage: Lineage,
  [start, end]: Range = [0, lineage.messages],
  wants?: (stored: string) => boolean,
): Generator<PoolMessage> {
  const statement = db.prepare<[string, number, number], Row>(
    `SELECT "position", "key", "contentHash", "body" FROM "Message"
     WHERE "traceId" = ? AND "position" >= ? AND "position" < ? ORDER BY "position"`,
  );
  for (const { traceId, fromPosition, toPosition } of lineage.segments) {
    const last = Math.min(toPosition, end);
    for (let at = Math.max(fromPosition, start); at < last; at += batch) {
      for (const row of statement.all(traceId, at, Math.min(at + batch, last))) {
        if (!wants || wants(row.body)) yield messageOf(row);
      }
    }
  }
}
