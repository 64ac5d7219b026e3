import type { Lineage } from '@/lib/db/lineage';
import { readBlob, type StoredBlob } from '@/lib/db/read-parts';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { contentDisposition } from '@/lib/server/uploads/content-disposition';

/** Pictures that carry no scripts; the first bytes tell, whatever the trace says. */
const pictures: [type: string, at: number, magic: string][] = [
  ['image/png', 0, '89504e470d0a1a0a'],
  ['image/jpeg', 0, 'ffd8ff'],
  ['image/gif', 0, '47494638'],
  ['image/webp', 8, '57454250'],
];

/** A body kept beside a trace. Throws AppError `not_found`. */
export function blobOf(store: Store, lineage: Lineage, sha256: string): StoredBlob {
  const blob = /^[0-9a-f]{64}$/.test(sha256) ? readBlob(store.raw, lineage, sha256) : undefined;
  if (!blob) throw new AppError('not_found', 'There is no such body in this trace.');
  return blob;
}

/** Plain pictures to be seen, all else as a download. */
export function blobResponse(
  sha256: string,
  blob: Pick<StoredBlob, 'mediaType' | 'bytes'>,
): Response {
  const bytes = Uint8Array.from(blob.bytes);
  const hex = Buffer.from(bytes.subarray(0, 16)).toString('hex');
  const picture = pictures.find(
    ([type, at, magic]) => type === blob.mediaType && hex.startsWith(magic, at * 2),
  );
  return new Response(bytes, {
    headers: {
      'content-type': picture ? picture[0] : 'application/octet-stream',
      'content-disposition': picture ? 'inline' : contentDisposition(sha256.slice(0, 16)),
      // Named by its content: it never changes.
      'cache-control': 'private, max-age=31536000, immutable',
    },
  });
}
