import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

const tables = ['Upload', 'UploadChunk', 'Trace', 'Event', 'Message', 'Setup', 'Blob', 'Note'];

type Where = { data: string };

/** A look into the database beside the server: what is really stored, whatever the API says. */
function look<T>({ data }: Where, read: (db: Database.Database) => T): T {
  const db = new Database(join(data, 'retake.db'), { readonly: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

/** Rows of each table that an import writes. */
export const storedCounts = (at: Where): Record<string, unknown> =>
  look(at, (db) =>
    Object.fromEntries(
      tables.map((table) => [table, db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get()]),
    ),
  );

/** Every stored row of one trace in every table, as text in a fixed order: equal text, equal rows. */
export const storedTrace = (at: Where, id: string): string =>
  look(at, (db) =>
    ['Event', 'Message', 'Setup', 'Note']
      .map((table) => {
        const rows = db.prepare(`SELECT * FROM "${table}" WHERE "traceId" = ?`).all(id);
        return `${table}\n${rows.map((row) => JSON.stringify(row, bytesAsText)).join('\n')}`;
      })
      .join('\n'),
  );

const bytesAsText = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;

/** What the database itself finds wrong with its file; `ok` for nothing. */
export const integrity = (at: Where): unknown =>
  look(at, (db) => db.pragma('integrity_check', { simple: true }));

/** One value by a query of the test. */
export const storedValue = (at: Where, query: string): unknown =>
  look(at, (db) => db.prepare(query).pluck().get());

/** Uploads that wait on disk for their import. */
export function spooledFiles({ data }: Where): string[] {
  const spool = join(data, 'spool');
  return existsSync(spool) ? readdirSync(spool) : [];
}
