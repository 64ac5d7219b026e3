import Database from 'better-sqlite3';

/** A raw connection, for rooms that do not see the driver. */
export type RawDatabase = Database.Database;

/** How long a connection waits for another one's write, in milliseconds. */
export const busyTimeoutMs = 5000;

/**
 * One raw connection. Main thread, worker and scripts all open the file through this, so that all
 * of them wait for each other and none can leave a row that refers to nothing.
 */
export function openDatabase(file: string, timeout = busyTimeoutMs): RawDatabase {
  const db = new Database(file, { timeout });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = ON');
  return db;
}
