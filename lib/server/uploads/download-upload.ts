import type { Store } from '@/lib/db/store';
import { readUploadBytes } from '@/lib/db/upload-bytes';
import { webBody } from '@/lib/server/http/web-body';
import { zipBody } from '@/lib/server/http/zip-body';
import { contentDisposition } from './content-disposition';
import { findUpload } from './upload-source';

/** The bytes as they came; several files as one zip. Throws AppError `not_found`. */
export async function downloadUpload(store: Store, traceId: string): Promise<Response> {
  const upload = await findUpload(store, traceId);
  const [only] = upload.stored;
  if (only && upload.stored.length === 1) {
    const bytes = readUploadBytes(store.raw, upload.id);
    return answer(bytes, only.path, 'application/octet-stream', only.size);
  }
  const taken = new Set<string>();
  let offset = 0;
  const entries = upload.stored.map(({ path, size }) => {
    const start = offset;
    offset += size;
    const pieces = () => readUploadBytes(store.raw, upload.id, start, start + size);
    // Paths were cleaned when they came.
    return { path: freePath(path, taken), options: { size }, pieces };
  });
  return answer(zipBody(entries), `${upload.name}.zip`, 'application/zip');
}

function freePath(path: string, taken: Set<string>): string {
  let free = path;
  for (let copy = 2; taken.has(free); copy += 1) free = `${copy}-${path}`;
  taken.add(free);
  return free;
}

function answer(
  body: Parameters<typeof webBody>[0],
  name: string,
  type: string,
  size?: number,
): Response {
  return new Response(webBody(body), {
    headers: {
      'content-type': type,
      'content-disposition': contentDisposition(name),
      ...(size === undefined ? {} : { 'content-length': String(size) }),
    },
  });
}
