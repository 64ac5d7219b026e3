import type { RawRecord } from '@/lib/api/body-contract';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import type { ImportLimits } from '@/lib/server/import/import-limits';
import type { RecordRef } from '@/lib/trace/event';
import { findUpload, readFileBytes } from './upload-source';

const maxBytes = 1 << 20;

/**
 * The raw text of a record, `?file=0&start=0&end=100` in bytes of the decoded file; at most 1 MB of it.
 * Throws AppError `bad_request`, `not_found`.
 */
export async function readRecord(
  store: Store,
  limits: ImportLimits,
  traceId: string,
  query: URLSearchParams,
): Promise<RawRecord> {
  const [file, start, end] = ['file', 'start', 'end'].map((key) => {
    const text = query.get(key) ?? '';
    return /^\d{1,15}$/.test(text) ? Number(text) : null;
  });
  if (file == null || start == null || end == null || end < start) {
    throw new AppError('bad_request', 'A record is named by file, start and end, in bytes.');
  }
  return readRecordAt(store, limits, traceId, [file, start, end]);
}

/** The same by its reference. Throws AppError `not_found`. */
export async function readRecordAt(
  store: Store,
  limits: ImportLimits,
  traceId: string,
  [file, start, end]: RecordRef,
): Promise<RawRecord> {
  const upload = await findUpload(store, traceId);
  const cut = end - start > maxBytes;
  const stop = cut ? start + maxBytes : end;
  const bytes = await readFileBytes(store, upload, [file, start, stop], limits);
  return {
    path: upload.files[file]?.path ?? '',
    text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
    size: end - start,
    cut,
  };
}
