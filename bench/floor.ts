import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@/lib/db/open-database';

/** The least that an import could do: read the file, parse each line, store the same bytes as rows. */
export function floor(file: string, folder: string): void {
  const db = openDatabase(join(folder, 'floor.db'));
  try {
    db.exec('CREATE TABLE "Line" ("id" INTEGER PRIMARY KEY, "body" TEXT NOT NULL)');
    const insert = db.prepare('INSERT INTO "Line" ("body") VALUES (?)');
    const lines = readFileSync(file, 'utf8').split('\n');
    db.transaction(() => {
      for (const line of lines) {
        if (line === '') continue;
        JSON.parse(line);
        insert.run(line);
      }
    })();
  } finally {
    db.close();
  }
}
