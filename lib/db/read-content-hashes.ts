import type { Lineage } from './lineage';
import type { RawDatabase } from './open-database';

/** What the message at a pool position says, by its content hash; empty where the trace has none there. */
export function contentHashes(db: RawDatabase, lineage: Lineage): (position: number) => string {
  const statement = db
    .prepare<[string, number], string>(
      `SELECT "contentHash" FROM "Message" WHERE "traceId" = ? AND "position" = ?`,
    )
    .pluck();
  return (position) => {
    const segment = lineage.segments.find(
      ({ fromPosition, toPosition }) => fromPosition <= position && position < toPosition,
    );
    return (segment && statement.get(segment.traceId, position)) ?? '';
  };
}
