import type { SchemeReport } from '@/lib/api/fingerprint-contract';
import type { Store } from '@/lib/db/store';
import { bernsteinSchemes } from '@/lib/replay/bernstein/schemes';
import type { AppState } from '@/lib/server/app-state';
import { sha256 } from '@/lib/server/sha256';
import { findTrace } from '@/lib/server/traces/find-trace';
import { findUpload, readFileBytes } from '@/lib/server/uploads/upload-source';

/** Bytes of the files of one trace that are hashed in a request. */
const mostBytes = 64 << 20;

/**
 * The hashes that a trace's own system defines, worked out again from the uploaded bytes: those of Bernstein's
 * files, up to 64 MB of them. Empty for other formats, and for branches, which no file tells of.
 * Throws AppError `not_found`.
 */
export async function recordedSchemes(
  { store, imports }: AppState,
  id: string,
): Promise<SchemeReport[]> {
  const trace = await findTrace(store, id);
  if (trace.format !== 'bernstein' || trace.uploadId === null || trace.parentId !== null) return [];
  const upload = await findUpload(store, id);
  const files = filesBehind(store, id).flatMap((at) => {
    const file = upload.files[at];
    return file ? [{ at, ...file }] : [];
  });
  if (files.reduce((sum, { size }) => sum + size, 0) > mostBytes) return files.map(tooLarge);
  const read = [];
  for (const { at, path, size } of files)
    read.push({ path, bytes: await readFileBytes(store, upload, [at, 0, size], imports.limits) });
  return bernsteinSchemes(read, sha256);
}

/** Files of the upload that an event or a note of the trace points into. */
const filesBehind = ({ raw }: Store, id: string): number[] =>
  raw
    .prepare<[string, string], number>(
      `SELECT json_extract(ref.value, '$[0]') AS file FROM "Event", json_each("records") AS ref
         WHERE "traceId" = ?
       UNION
       SELECT json_extract(ref.value, '$[0]') FROM "Note", json_each("records") AS ref
         WHERE "traceId" = ?
       ORDER BY file`,
    )
    .pluck()
    .all(id, id);

const tooLarge = ({ path }: { path: string }): SchemeReport => ({
  ...{ scheme: 'Bernstein', file: path, value: null, recorded: null },
  ...{ verdict: 'not recorded', at: null },
  message: 'Not worked out: the files of this trace are larger than 64 MB.',
  notProven: 'anything.',
});
