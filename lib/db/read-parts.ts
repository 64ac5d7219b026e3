import type Database from 'better-sqlite3';
import { z } from 'zod';
import { recordRefSchema } from '@/lib/trace/event';
import { type Setup, setupSchema } from '@/lib/trace/setup';
import { type Note, noteSchema } from '@/lib/trace/trace';
import type { Lineage } from './lineage';
import { fromColumn } from './text-column';

/** undefined where neither the trace nor one that it borrows from has it. */
export function readSetup(
  db: Database.Database,
  lineage: Lineage,
  hash: string,
): Setup | undefined {
  const statement = db.prepare<[string, string], { body: string }>(
    `SELECT "body" FROM "Setup" WHERE "traceId" = ? AND "hash" = ?`,
  );
  for (const { traceId } of [...lineage.segments].reverse()) {
    const row = statement.get(traceId, hash);
    if (row) return setupSchema.parse(JSON.parse(row.body));
  }
  return undefined;
}

/** Every setup that the trace may refer to, once each. */
export function readSetups(db: Database.Database, lineage: Lineage): Map<string, Setup> {
  const statement = db.prepare<[string], { hash: string; body: string }>(
    `SELECT "hash", "body" FROM "Setup" WHERE "traceId" = ? ORDER BY rowid`,
  );
  const found = new Map<string, Setup>();
  for (const { traceId } of lineage.segments) {
    for (const { hash, body } of statement.all(traceId)) {
      if (!found.has(hash)) found.set(hash, setupSchema.parse(JSON.parse(body)));
    }
  }
  return found;
}

export interface StoredBlob {
  sha256: string;
  mediaType: string;
  bytes: Uint8Array;
}

export function readBlob(
  db: Database.Database,
  lineage: Lineage,
  sha256: string,
): StoredBlob | undefined {
  const statement = db.prepare<[string, string], StoredBlob>(
    `SELECT "sha256", "mediaType", "bytes" FROM "Blob" WHERE "traceId" = ? AND "sha256" = ?`,
  );
  for (const { traceId } of [...lineage.segments].reverse()) {
    const row = statement.get(traceId, sha256);
    if (row) return row;
  }
  return undefined;
}

/** Which blobs the trace may refer to, without their bytes. */
export function blobNames(db: Database.Database, lineage: Lineage): string[] {
  const statement = db
    .prepare<[string], string>(`SELECT "sha256" FROM "Blob" WHERE "traceId" = ? ORDER BY rowid`)
    .pluck();
  return [...new Set(lineage.segments.flatMap(({ traceId }) => statement.all(traceId)))];
}

const recordsSchema = z.array(recordRefSchema);

/** Notes of the import: those of a branch are the ones of the trace it began from. */
export function readNotes(
  db: Database.Database,
  lineage: Lineage,
  from: number,
  limit: number,
): { total: number; items: Note[] } {
  const ids = JSON.stringify(lineage.segments.map(({ traceId }) => traceId));
  const total = db
    .prepare<[string], number>(
      `SELECT count(*) FROM "Note" WHERE "traceId" IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .get(ids);
  const rows = db
    .prepare<[string, number, number], Omit<Note, 'records'> & { records: string }>(
      `SELECT "severity", "code", "message", "records"
       FROM json_each(?) AS lender JOIN "Note" ON "traceId" = lender.value
       ORDER BY lender.key, "ordinal" LIMIT ? OFFSET ?`,
    )
    .all(ids, limit, from);
  const items = rows.map(({ severity, code, message, records }) =>
    noteSchema.parse({
      ...{ severity, code, message: fromColumn(message) },
      records: recordsSchema.parse(JSON.parse(records)),
    }),
  );
  return { total: total ?? 0, items };
}
