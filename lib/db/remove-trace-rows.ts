import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'better-sqlite3';

/** A reader stalls as long as a transaction lasts. */
const batch = 2000;

const parts = ['Event', 'Message', 'Setup', 'Blob', 'Note'] as const;

/**
 * Removes traces for good, in short transactions; others get their turn between them. Cut off at any time, the rest
 * is still in status `importing` and goes at the next sweep. Branches must be named with their parents.
 */
export async function removeTraces(
  db: Database.Database,
  traceIds: readonly string[],
  write: (work: () => void) => Promise<void>,
): Promise<void> {
  const mark = db.prepare(`UPDATE "Trace" SET "status" = 'importing' WHERE "id" = ?`);
  await write(() => {
    db.transaction(() => {
      for (const id of traceIds) mark.run(id);
    }).immediate();
  });
  for (const table of parts) {
    const remove = db.prepare(
      `DELETE FROM "${table}" WHERE rowid IN
         (SELECT rowid FROM "${table}" WHERE "traceId" = ? LIMIT ${batch})`,
    );
    for (const id of traceIds) {
      let removed = batch;
      while (removed === batch) {
        await write(() => {
          removed = remove.run(id).changes;
        });
        await nextTurn();
      }
    }
  }
  const detach = db.prepare(`UPDATE "Trace" SET "parentId" = NULL WHERE "id" = ?`);
  const remove = db.prepare(`DELETE FROM "Trace" WHERE "id" = ?`);
  await write(() => {
    db.transaction(() => {
      for (const id of traceIds) detach.run(id);
      for (const id of traceIds) remove.run(id);
    }).immediate();
  });
}

/** Removes uploads that no trace came from, except those that an import is busy with. */
export async function removeLooseUploads(
  db: Database.Database,
  write: (work: () => void) => Promise<void>,
): Promise<void> {
  const loose = db
    .prepare<[], string>(
      `SELECT "id" FROM "Upload" AS u
       WHERE NOT EXISTS (SELECT 1 FROM "Trace" WHERE "uploadId" = u."id")`,
    )
    .pluck()
    .all();
  const removeChunks = db.prepare(
    `DELETE FROM "UploadChunk" WHERE rowid IN
       (SELECT rowid FROM "UploadChunk" WHERE "uploadId" = ? LIMIT 20)`,
  );
  const remove = db.prepare(`DELETE FROM "Upload" WHERE "id" = ?`);
  for (const id of loose) {
    let removed = 1;
    while (removed > 0) {
      await write(() => {
        removed = removeChunks.run(id).changes;
      });
      await nextTurn();
    }
    await write(() => {
      remove.run(id);
    });
  }
}

/** Every trace that came from an upload, whatever its state. */
export const tracesOfUpload = (db: Database.Database, uploadId: string): string[] =>
  db
    .prepare<[string], string>(`SELECT "id" FROM "Trace" WHERE "uploadId" = ?`)
    .pluck()
    .all(uploadId);

/** Traces that an import left behind when its process ended. */
export const unfinishedTraces = (db: Database.Database): string[] =>
  db.prepare<[], string>(`SELECT "id" FROM "Trace" WHERE "status" = 'importing'`).pluck().all();
