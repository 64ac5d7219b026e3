import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Store } from '@/lib/db/store';
import { readUploadBytes } from '@/lib/db/upload-bytes';
import { contentDisposition } from './content-disposition';
import { findUpload } from './upload-source';

/** The bytes as they came; several files as one zip. Throws AppError `not_found`. */
export async function downloadUpload(store: Store, traceId: string): Promise<Response> {
  const upload = await findUpload(store, traceId);
  const [only] = upload.stored;
  if (only && upload.stored.length === 1) {
    const bytes = Readable.from(readUploadBytes(store.raw, upload.id), { objectMode: false });
    return answer(bytes, only.path, 'application/octet-stream', only.size);
  }
  const zip = new ZipFile();
  const taken = new Set<string>();
  let offset = 0;
  for (const { path, size } of upload.stored) {
    const start = offset;
    offset += size;
    const stream = (done: (error: unknown, stream: NodeJS.ReadableStream) => void): void =>
      done(null, Readable.from(readUploadBytes(store.raw, upload.id, start, start + size)));
    // Paths were cleaned when they came.
    zip.addReadStreamLazy(freePath(path, taken), { size }, stream);
  }
  zip.end();
  return answer(Readable.from(zip.outputStream), `${upload.name}.zip`, 'application/zip');
}

function freePath(path: string, taken: Set<string>): string {
  let free = path;
  for (let copy = 2; taken.has(free); copy += 1) free = `${copy}-${path}`;
  taken.add(free);
  return free;
}

function answer(body: Readable, name: string, type: string, size?: number): Response {
  // Node's declaration of the web stream is another than the browser's for the same object.
  const stream = Readable.toWeb(body) as ReadableStream<Uint8Array<ArrayBuffer>>;
  return new Response(stream, {
    headers: {
      'content-type': type,
      'content-disposition': contentDisposition(name),
      ...(size === undefined ? {} : { 'content-length': String(size) }),
    },
  });
}
