import type Database from 'better-sqlite3';
import type { BulkWriter } from './bulk-writer';
import { eventCells, eventColumns, quoted } from './event-columns';
import { toColumn } from './text-column';
import { timestamp } from './timestamp';

/**
 * A reader on another thread stalls as long as a transaction lasts: this many rows are about 45 ms,
 * and so are this many bytes.
 */
const maxRows = 2000;
const maxBytes = 4_000_000;

const insert = (table: string, columns: readonly string[], or = ''): string =>
  `INSERT ${or} INTO "${table}" (${quoted(columns)}) VALUES (${columns.map(() => '?').join(', ')})`;

const traceColumns = [
  'id',
  'uploadId',
  'partKey',
  'status',
  'name',
  'format',
  'outcome',
  'timeQuality',
  'lanes',
  'totals',
  'eventCount',
  'poolSize',
  'parentId',
  'forkSeq',
  'poolBase',
  'fork',
  'policy',
  'createdAt',
];

export interface BulkOptions {
  now(): Date;
  /** Called after each transaction. */
  onWritten?(rows: number): void;
  /** One transaction for everything up to `flush`: for the few rows of a branch. */
  whole?: boolean;
}

/** Throws the driver's error where a batch cannot be written; nothing of that batch is then kept. */
export function sqliteBulkWriter(db: Database.Database, options: BulkOptions): BulkWriter {
  const insertUpload = db.prepare(
    insert('Upload', ['id', 'sha256', 'name', 'size', 'stored', 'files', 'createdAt']),
  );
  const insertChunk = db.prepare(insert('UploadChunk', ['uploadId', 'index', 'bytes']));
  const insertTrace = db.prepare(insert('Trace', traceColumns));
  const insertMessage = db.prepare(
    insert('Message', ['traceId', 'position', 'key', 'contentHash', 'body']),
  );
  const insertSetup = db.prepare(insert('Setup', ['traceId', 'hash', 'body'], 'OR IGNORE'));
  const insertBlob = db.prepare(
    insert('Blob', ['traceId', 'sha256', 'mediaType', 'bytes'], 'OR IGNORE'),
  );
  const insertEvent = db.prepare(insert('Event', ['traceId', ...eventColumns]));
  const insertNote = db.prepare(
    insert('Note', ['traceId', 'ordinal', 'severity', 'code', 'message', 'records']),
  );
  const updateHeader = db.prepare(
    `UPDATE "Trace" SET "name" = ?, "format" = ?, "sourceId" = ?, "outcome" = ?, "timeQuality" = ?,
       "lanes" = ?, "totals" = ?, "eventCount" = ?, "poolSize" = ?, "extra" = ? WHERE "id" = ?`,
  );
  const makeReady = db.prepare(`UPDATE "Trace" SET "status" = 'ready' WHERE "id" = ?`);

  let pending: [Database.Statement, unknown[]][] = [];
  let bytes = 0;
  const write = db.transaction((rows: typeof pending) => {
    for (const [statement, cells] of rows) statement.run(...cells);
  });
  const flush = (): void => {
    if (pending.length === 0) return;
    const rows = pending;
    pending = [];
    bytes = 0;
    write.immediate(rows);
    options.onWritten?.(rows.length);
  };
  const put = (statement: Database.Statement, cells: unknown[], size = 200): void => {
    pending.push([statement, cells]);
    bytes += size;
    if (!options.whole && (pending.length >= maxRows || bytes >= maxBytes)) flush();
  };

  return {
    upload: ({ id, sha256, name, size, stored, files }) =>
      put(insertUpload, [
        ...[id, sha256, toColumn(name), size, JSON.stringify(stored), JSON.stringify(files)],
        timestamp(options.now()),
      ]),
    chunk: (uploadId, index, chunk) => put(insertChunk, [uploadId, index, chunk], chunk.byteLength),
    trace: (row) =>
      put(insertTrace, [
        ...[
          row.id,
          row.uploadId,
          toColumn(row.partKey),
          'importing',
          toColumn(row.name),
          row.format,
        ],
        ...['unknown', 'none', '[]', '{}', 0, 0, row.parentId, row.forkSeq, row.poolBase],
        row.fork === null ? null : JSON.stringify(row.fork),
        row.policy ? JSON.stringify(row.policy) : null,
        timestamp(options.now()),
      ]),
    message: (traceId, { position, key, contentHash, message }) => {
      const body = JSON.stringify(message);
      put(insertMessage, [traceId, position, key, contentHash, body], body.length);
    },
    setup: (traceId, hash, setup) => {
      const body = JSON.stringify(setup);
      put(insertSetup, [traceId, hash, body], body.length);
    },
    blob: (traceId, ref, content) =>
      put(insertBlob, [traceId, ref.sha256, ref.mediaType, content], content.byteLength),
    event: (traceId, event, row) => {
      const cells = eventCells(event, row);
      put(insertEvent, [traceId, ...cells], 300 + String(cells.at(-1)).length);
    },
    note: (traceId, ordinal, { severity, code, message, records }) =>
      put(insertNote, [
        ...[traceId, ordinal, severity, code, toColumn(message), JSON.stringify(records)],
      ]),
    header: (traceId, header, extra) =>
      put(updateHeader, [
        ...[toColumn(header.name), header.format],
        ...[header.sourceId === null ? null : toColumn(header.sourceId)],
        ...[header.outcome, header.timeQuality],
        ...[JSON.stringify(header.lanes), JSON.stringify(header.totals)],
        ...[header.totals.events, header.totals.messages, JSON.stringify(extra), traceId],
      ]),
    ready: (traceIds) => {
      // Together in one transaction: a set of traces is seen whole or not at all.
      flush();
      db.transaction(() => {
        for (const id of traceIds) makeReady.run(id);
      }).immediate();
    },
    flush,
  };
}
