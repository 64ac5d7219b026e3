import { likePattern } from './like-pattern';
import type { Lineage } from './lineage';
import type { RawDatabase } from './open-database';
import { fromColumn } from './text-column';

/** A stored row whose text may hold the words. */
export interface ScannedMessage {
  position: number;
  /** JSON: Message */
  body: string;
}
export interface ScannedEvent {
  seq: number;
  type: string;
  name: string | null;
  summary: string;
  /** JSON: the fields of the event that no column holds */
  body: string;
}

/** Rows that are looked through in one go; others get their turn after that. */
const page = 500;

/**
 * Messages whose stored text may hold `words`, page by page; all messages for null. SQLite looks through them:
 * rows that cannot hold them never become JavaScript.
 */
export function* scanMessages(
  raw: RawDatabase,
  { segments }: Lineage,
  words: string | null,
): Generator<ScannedMessage[]> {
  const like = words === null ? '' : `AND "body" LIKE :like ESCAPE '!'`;
  const statement = raw.prepare<[object], ScannedMessage>(
    `SELECT "position", "body" FROM "Message"
     WHERE "traceId" = :id AND "position" >= :from AND "position" < :to ${like} ORDER BY "position"`,
  );
  const pattern = words === null ? {} : { like: likePattern(words) };
  for (const { traceId, fromPosition, toPosition } of segments)
    for (let from = fromPosition; from < toPosition; from += page) {
      const to = Math.min(from + page, toPosition);
      yield statement.all({ id: traceId, from, to, ...pattern });
    }
}

/** The same of events: their bodies, types, names and lines. */
export function* scanEvents(
  raw: RawDatabase,
  { segments }: Lineage,
  words: string | null,
): Generator<ScannedEvent[]> {
  const columns = ['body', 'summary', 'type', 'name'];
  // A text behind NUL is kept as JSON (text-column.ts), and LIKE ends at a NUL.
  const held = columns.map((column) => `"${column}" LIKE :like ESCAPE '!'`);
  const marked = columns.slice(1).map((column) => `instr("${column}", char(0)) > 0`);
  const like = words === null ? '' : `AND (${[...held, ...marked].join(' OR ')})`;
  const statement = raw.prepare<[object], ScannedEvent>(
    `SELECT "seq", "type", "name", "summary", "body" FROM "Event"
     WHERE "traceId" = :id AND "seq" >= :from AND "seq" < :to ${like} ORDER BY "seq"`,
  );
  const pattern = words === null ? {} : { like: likePattern(words) };
  for (const { traceId, fromSeq, toSeq } of segments)
    for (let from = fromSeq; from < toSeq; from += page) {
      const to = Math.min(from + page, toSeq);
      yield statement.all({ id: traceId, from, to, ...pattern }).map((row) => ({
        ...row,
        type: fromColumn(row.type),
        name: row.name === null ? null : fromColumn(row.name),
        summary: fromColumn(row.summary),
      }));
    }
}
