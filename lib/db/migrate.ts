import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';

/** Where the migrations stand in the checkout; commands and server run from its root. */
export const migrationsFolder = 'prisma/sqlite/migrations';

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** Prisma's own table, so that its command line finds a history that it understands. */
const historyTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/**
 * Brings a database up to date: applies `<folder>/<name>/migration.sql` in the order of names, all
 * of the pending ones in one transaction, and writes Prisma's history table. Of two processes at
 * once, one applies and the other finds nothing to do.
 * @returns the names applied, none where the database was up to date (then nothing is locked)
 * @throws Error naming the migration: one that fails (nothing of it stays), one that was edited
 * after it was applied, one that only the database knows.
 */
export function migrate(db: Database.Database, folder = migrationsFolder): string[] {
  const migrations = readMigrations(folder);
  if (pendingOf(db, migrations).length === 0) return [];

  const foreignKeys = db.pragma('foreign_keys', { simple: true });
  // Inside a transaction this would do nothing, and rebuilding a table would delete what refers to it.
  db.pragma('foreign_keys = OFF');
  try {
    return db.transaction(() => applyPending(db, migrations)).immediate();
  } finally {
    db.pragma(`foreign_keys = ${foreignKeys}`);
  }
}

function applyPending(db: Database.Database, migrations: Migration[]): string[] {
  db.exec(historyTable);
  // Read again under the lock: another process may have been first.
  const pending = pendingOf(db, migrations);
  const record = db.prepare(
    `INSERT INTO "_prisma_migrations"
       ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
     VALUES (?, ?, ?, ?, ?, 1)`,
  );
  for (const { name, sql, checksum } of pending) {
    const startedAt = Date.now();
    try {
      db.exec(sql);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`Migration ${name} failed and was undone: ${reason}`, { cause });
    }
    record.run(randomUUID(), checksum, name, startedAt, Date.now());
  }
  const orphans = db.pragma('foreign_key_check');
  if (Array.isArray(orphans) && orphans.length > 0) {
    const names = pending.map(({ name }) => name).join(', ');
    throw new Error(
      `Migrations ${names} were undone: ${orphans.length} rows would refer to nothing`,
    );
  }
  return pending.map(({ name }) => name);
}

function readMigrations(folder: string): Migration[] {
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : [];
  // A server without its migrations would only fail later, at the first query.
  if (names.length === 0) throw new Error(`There are no migrations in ${folder}`);
  return names
    .map(({ name }) => {
      const bytes = readFileSync(join(folder, name, 'migration.sql'));
      const checksum = createHash('sha256').update(bytes).digest('hex');
      return { name, sql: bytes.toString('utf8'), checksum };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function pendingOf(db: Database.Database, migrations: Migration[]): Migration[] {
  const applied = appliedChecksums(db);
  for (const { name, checksum } of migrations) {
    if (applied.has(name) && applied.get(name) !== checksum) {
      throw new Error(
        `Migration ${name} was changed after this database applied it; restore its migration.sql`,
      );
    }
  }
  const known = new Set(migrations.map(({ name }) => name));
  for (const name of applied.keys()) {
    if (known.has(name)) continue;
    throw new Error(
      `The database was written by a newer version of Retake: it has migration ${name}, which this one does not know`,
    );
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

function appliedChecksums(db: Database.Database): Map<string, string> {
  const table = db.prepare(`SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'`).get();
  if (table === undefined) return new Map();
  // The columns are those of the table above.
  const rows = db
    .prepare<[], { migration_name: string; checksum: string; finished_at: unknown }>(
      `SELECT migration_name, checksum, finished_at FROM "_prisma_migrations"
       WHERE rolled_back_at IS NULL`,
    )
    .all();
  for (const row of rows) {
    if (row.finished_at !== null) continue;
    throw new Error(
      `Migration ${row.migration_name} was begun by another tool and never finished; resolve it with \`prisma migrate resolve\``,
    );
  }
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}
