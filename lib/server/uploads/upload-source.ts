import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Store } from '@/lib/db/store';
import { fromColumn } from '@/lib/db/text-column';
import { readUploadBytes } from '@/lib/db/upload-bytes';
import { AppError } from '@/lib/errors';
import type { SourceFile } from '@/lib/formats/source/source-file';
import { decodeSource, type EncodedFile } from '@/lib/server/import/decode-source';
import type { ImportLimits } from '@/lib/server/import/import-limits';
import { uploadFilesSchema } from '@/lib/server/import/upload-files';

interface StoredUpload {
  id: string;
  stored: { path: string; size: number }[];
  files: { path: string; size: number }[];
}

/** The upload that a trace or the trace it began from came from. Throws AppError `not_found`. */
export async function findUpload(
  store: Store,
  traceId: string,
): Promise<StoredUpload & { name: string }> {
  const id = store.raw
    .prepare<[string], string>(
      `WITH RECURSIVE up(id, parentId, uploadId) AS (
         SELECT "id", "parentId", "uploadId" FROM "Trace"
           WHERE "id" = ? AND "status" = 'ready' AND "deletedAt" IS NULL
         UNION ALL
         SELECT t."id", t."parentId", t."uploadId" FROM "Trace" t
           JOIN up ON t."id" = up.parentId WHERE up.uploadId IS NULL
       )
       SELECT uploadId FROM up WHERE uploadId IS NOT NULL`,
    )
    .pluck()
    .get(traceId);
  const row = id === undefined ? null : await store.prisma.upload.findUnique({ where: { id } });
  if (!row) throw new AppError('not_found', 'No upload belongs to this trace.');
  return {
    ...{ id: row.id, name: fromColumn(row.name) },
    stored: uploadFilesSchema.parse(JSON.parse(row.stored)),
    files: uploadFilesSchema.parse(JSON.parse(row.files)),
  };
}

/** Whether the files were uploaded as they are, so that their bytes can be read in place. */
const isPlain = ({ stored, files }: StoredUpload): boolean =>
  stored.length === files.length &&
  stored.every(({ path, size }, at) => files[at]?.path === path && files[at]?.size === size);

/** Unpacked uploads, for raw records that are looked at one after the other. */
const unpacked = new LRUCache<string, SourceFile[]>({
  maxSize: 256 << 20,
  sizeCalculation: (files) => 1 + files.reduce((sum, { bytes }) => sum + bytes.length, 0),
});

/** Under way, so that two readers share one. */
const unpacking = new Map<string, Promise<SourceFile[]>>();

/** Bytes `[start, end)` of one decoded file; fewer where it ends before. Throws AppError `not_found`. */
export async function readFileBytes(
  store: Store,
  upload: StoredUpload,
  [file, start, end]: readonly [number, number, number],
  limits: ImportLimits,
): Promise<Uint8Array> {
  const wanted = upload.files[file];
  if (!wanted) throw new AppError('not_found', 'The upload has no such file.');
  const stop = Math.min(end, wanted.size);
  if (isPlain(upload)) {
    const before = upload.stored.slice(0, file).reduce((sum, { size }) => sum + size, 0);
    return Buffer.concat([
      ...readUploadBytes(store.raw, upload.id, before + start, before + Math.max(start, stop)),
    ]);
  }
  const files = unpacked.get(upload.id) ?? (await unpackOnce(store, upload, limits));
  return files[file]?.bytes.subarray(start, stop) ?? new Uint8Array();
}

async function unpackOnce(
  store: Store,
  upload: StoredUpload,
  limits: ImportLimits,
): Promise<SourceFile[]> {
  const underWay =
    unpacking.get(upload.id) ??
    unpack(store, upload, limits).finally(() => unpacking.delete(upload.id));
  unpacking.set(upload.id, underWay);
  const files = await underWay;
  unpacked.set(upload.id, files);
  return files;
}

async function unpack(
  store: Store,
  upload: StoredUpload,
  limits: ImportLimits,
): Promise<SourceFile[]> {
  let offset = 0;
  const encoded: EncodedFile[] = [];
  for (const { path, size } of upload.stored) {
    const start = offset;
    offset += size;
    const parts: Uint8Array[] = [];
    for (const part of readUploadBytes(store.raw, upload.id, start, offset)) {
      parts.push(part);
      // A chunk is gunzipped in some milliseconds: others get their turn after each.
      await nextTurn();
    }
    encoded.push({ path, bytes: Buffer.concat(parts) });
  }
  return (await decodeSource(encoded, limits)).files;
}
