import { rmSync } from 'node:fs';
import { openDatabase, type RawDatabase } from '@/lib/db/open-database';
import { tokenizer } from './search-words';

/** Goes up with whatever changes what is indexed or how: an older file is made anew. */
const version = 1;

/** Events of a trace have the row ids `[no * span, (no + 1) * span)`, in order of seq. */
export const span = 2 ** 32;

/**
 * The database file of the index: `part` tells how far each trace is in, `words` holds no texts, only where words
 * stand. A file that is damaged or of another version is thrown away: all of it can be made again.
 */
export function openIndexFile(file: string): RawDatabase {
  try {
    return openSound(file);
  } catch (error) {
    // Somebody else has it open: it is sound.
    if (isBusy(error)) throw error;
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    return openSound(file);
  }
}

function openSound(file: string): RawDatabase {
  const db = openDatabase(file);
  try {
    const found = Number(db.pragma('user_version', { simple: true }));
    if (found === version) {
      db.prepare('SELECT count(*) FROM "part"').get();
      db.prepare(`SELECT rowid FROM "words" WHERE "words" MATCH '"a"' LIMIT 1`).get();
      return db;
    }
    if (found !== 0) throw new Error(`Version ${found}`);
    db.transaction(() => {
      db.exec(`
        CREATE TABLE "part" ("no" INTEGER PRIMARY KEY AUTOINCREMENT, "traceId" TEXT NOT NULL UNIQUE, "upTo" INTEGER NOT NULL);
        CREATE VIRTUAL TABLE "words" USING fts5("names", "texts", content='', contentless_delete=1, tokenize="${tokenizer}");
      `);
      db.pragma(`user_version = ${version}`);
    }).immediate();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
