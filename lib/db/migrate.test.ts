import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from './migrate';

let folder: string;
let migrations: string;
let db: Database.Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retake-migrate-'));
  migrations = join(folder, 'migrations');
  db = new Database(join(folder, 'test.db'));
  db.pragma('foreign_keys = ON');
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, sql: string) {
  mkdirSync(join(migrations, name), { recursive: true });
  writeFileSync(join(migrations, name, 'migration.sql'), sql);
}

const tables = () =>
  db
    .prepare<[], string>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .pluck()
    .all();

describe('migrate', () => {
  it('applies what is pending, in the order of names, once', () => {
    put('2_second', 'ALTER TABLE A ADD COLUMN n INTEGER');
    put('1_first', 'CREATE TABLE A (id TEXT PRIMARY KEY); CREATE TABLE B (id TEXT);');
    writeFileSync(join(migrations, 'migration_lock.toml'), 'provider = "sqlite"\n');
    expect(migrate(db, migrations)).toEqual(['1_first', '2_second']);
    expect(migrate(db, migrations)).toEqual([]);
    put('3_third', 'CREATE TABLE C (id TEXT)');
    expect(migrate(db, migrations)).toEqual(['3_third']);
    expect(tables()).toEqual(['A', 'B', 'C']);
  });

  it('writes a history that Prisma reads', () => {
    put('1_first', 'CREATE TABLE A (id TEXT)');
    migrate(db, migrations);
    expect(db.prepare('SELECT * FROM _prisma_migrations').all()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        // sha256sum of the file
        checksum: '3c1e56982dffb4d79281effe523d5ddb0c7078f109763c6e99c27b51cd881839',
        migration_name: '1_first',
        logs: null,
        rolled_back_at: null,
        started_at: expect.any(Number),
        finished_at: expect.any(Number),
        applied_steps_count: 1,
      },
    ]);
  });

  it('undoes all of a run in which one migration fails, and names it', () => {
    put('1_first', 'CREATE TABLE A (id TEXT)');
    put('2_second', 'CREATE TABLE B (id TEXT); CREATE TABLE A (id TEXT);');
    expect(() => migrate(db, migrations)).toThrow(/2_second failed and was undone.*already exists/);
    expect(tables()).toEqual([]);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    put('2_second', 'CREATE TABLE B (id TEXT)');
    expect(migrate(db, migrations)).toEqual(['1_first', '2_second']);
  });

  it('refuses a migration that was edited after it was applied', () => {
    put('1_first', 'CREATE TABLE A (id TEXT)');
    migrate(db, migrations);
    put('1_first', 'CREATE TABLE A (id TEXT, n INTEGER)');
    expect(() => migrate(db, migrations)).toThrow('1_first was changed after');
  });

  it('refuses a database that a newer version wrote', () => {
    put('1_first', 'CREATE TABLE A (id TEXT)');
    put('2_second', 'CREATE TABLE B (id TEXT)');
    migrate(db, migrations);
    rmSync(join(migrations, '2_second'), { recursive: true });
    expect(() => migrate(db, migrations)).toThrow(
      'newer version of Retake: it has migration 2_second',
    );
  });

  it('refuses a migration that another tool began and did not finish', () => {
    put('1_first', 'CREATE TABLE A (id TEXT)');
    migrate(db, migrations);
    db.exec('UPDATE _prisma_migrations SET finished_at = NULL');
    expect(() => migrate(db, migrations)).toThrow('1_first was begun by another tool');
  });

  it('refuses to run without migrations', () => {
    expect(() => migrate(db, migrations)).toThrow('There are no migrations in');
  });

  it('rebuilds a table without deleting what refers to it', () => {
    put('1_first', 'CREATE TABLE A (id TEXT PRIMARY KEY)');
    put('2_second', 'CREATE TABLE B (a TEXT REFERENCES A (id) ON DELETE CASCADE)');
    migrate(db, migrations);
    db.exec(`INSERT INTO A VALUES ('x'); INSERT INTO B VALUES ('x');`);
    // As Prisma writes it.
    put(
      '3_rebuild',
      `PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_A" (id TEXT PRIMARY KEY, n INTEGER);
INSERT INTO "new_A" (id) SELECT id FROM A;
DROP TABLE "A";
ALTER TABLE "new_A" RENAME TO "A";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;`,
    );
    expect(migrate(db, migrations)).toEqual(['3_rebuild']);
    expect(db.prepare('SELECT count(*) FROM B').pluck().get()).toBe(1);
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('undoes a migration that leaves rows which refer to nothing', () => {
    put(
      '1_first',
      'CREATE TABLE A (id TEXT PRIMARY KEY); CREATE TABLE B (a TEXT REFERENCES A (id));',
    );
    migrate(db, migrations);
    db.exec(`INSERT INTO A VALUES ('x'); INSERT INTO B VALUES ('x');`);
    put('2_second', 'DELETE FROM A');
    expect(() => migrate(db, migrations)).toThrow('1 rows would refer to nothing');
    expect(db.prepare('SELECT count(*) FROM A').pluck().get()).toBe(1);
  });

  it('lets one of several processes apply and the others find it done', async () => {
    // Slow enough for the others to come in the middle.
    const filler = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000)
      INSERT INTO A SELECT i FROM n;`;
    put('1_first', `CREATE TABLE A (id TEXT); ${filler}`);
    const child = `import Database from 'better-sqlite3';
      import { migrate } from './lib/db/migrate';
      const db = new Database(process.argv[1], { timeout: 20000 });
      console.log(JSON.stringify(migrate(db, process.argv[2])));`;
    const args = ['--import', 'tsx', '--input-type=module', '-e', child];
    const runs = await Promise.all(
      [1, 2, 3].map(() =>
        promisify(execFile)(process.execPath, [...args, db.name, migrations], { timeout: 30_000 }),
      ),
    );
    expect(runs.map(({ stdout }) => stdout.trim()).sort()).toEqual(['["1_first"]', '[]', '[]']);
    expect(db.prepare('SELECT count(*) FROM A').pluck().get()).toBe(400_000);
  }, 60_000);
});
