import type Database from 'better-sqlite3';
import { timestamp } from './timestamp';

/** How long a deleted trace can be restored, in days. */
const keptDays = 30;

/**
 * Deleted traces that nothing needs any more: deleted over `keptDays` ago, lent to no branch that is kept, shown by
 * no link that is open. What is kept keeps its parents; so children of the answer are in the answer.
 */
export function expiredTraces(db: Database.Database, now: Date): string[] {
  const since = timestamp(new Date(now.getTime() - keptDays * 86_400_000));
  return db
    .prepare<{ since: string; now: string }, string>(
      `WITH RECURSIVE kept(id) AS (
         SELECT "id" FROM "Trace" WHERE "deletedAt" IS NULL OR "deletedAt" > @since
         UNION
         SELECT json_extract(pin.value, '$.id') FROM "Share", json_each("Share"."pins", '$.traces') AS pin
         WHERE "revokedAt" IS NULL AND ("expiresAt" IS NULL OR "expiresAt" > @now)
         UNION
         SELECT "parentId" FROM "Trace" JOIN kept ON kept.id = "Trace"."id" WHERE "parentId" IS NOT NULL
       )
       SELECT "id" FROM "Trace" WHERE "id" NOT IN (SELECT id FROM kept WHERE id IS NOT NULL)`,
    )
    .pluck()
    .all({ since, now: timestamp(now) });
}
