import { gunzipSync, gzipSync } from 'node:zlib';
import type Database from 'better-sqlite3';

/** Bytes of an upload per stored chunk, before compression. */
export const chunkBytes = 1 << 20;

/** Level 1: traces are text, and faster levels keep nearly all of the gain. */
export const packChunk = (bytes: Uint8Array): Uint8Array => gzipSync(bytes, { level: 1 });

/**
 * The bytes `[start, end)` of an upload as it came, chunk by chunk; fewer where it ends before.
 * Memory holds one chunk at a time.
 */
export function* readUploadBytes(
  db: Database.Database,
  uploadId: string,
  start = 0,
  end = Number.POSITIVE_INFINITY,
): Generator<Uint8Array> {
  const chunk = db
    .prepare<[string, number], Buffer>(
      `SELECT "bytes" FROM "UploadChunk" WHERE "uploadId" = ? AND "index" = ?`,
    )
    .pluck();
  for (let at = start; at < end; ) {
    const index = Math.floor(at / chunkBytes);
    const packed = chunk.get(uploadId, index);
    if (!packed) return;
    const bytes = gunzipSync(packed, { maxOutputLength: chunkBytes });
    const from = at - index * chunkBytes;
    const part = bytes.subarray(from, Math.min(bytes.length, end - index * chunkBytes));
    if (part.length > 0) yield part;
    if (bytes.length < chunkBytes) return;
    at = (index + 1) * chunkBytes;
  }
}
