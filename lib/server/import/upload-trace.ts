import type { ImportState } from '@/lib/api/import-contract';
import type { AppState } from '@/lib/server/app-state';
import { cleanPath } from './clean-path';
import { receiveUpload } from './receive-upload';

export interface UploadRequest {
  /** What a raw body is called. */
  name: string;
  format: string | null;
  choose: boolean;
  /** Answer when the import ended, not when the bytes have come. */
  wait: boolean;
}

/** Reads the query of an upload: `?name=&format=&choose=1&wait=0`. */
export function uploadRequest(url: URL, nameFromPath?: string): UploadRequest {
  const { searchParams } = url;
  return {
    name: cleanPath(searchParams.get('name') || nameFromPath || 'upload'),
    format: searchParams.get('format') || null,
    choose: searchParams.get('choose') === '1',
    wait: searchParams.get('wait') !== '0',
  };
}

/**
 * Takes a trace file off the wire and imports it. Throws AppError for what cannot be taken or read; then
 * nothing of it is kept.
 */
export async function uploadTrace(
  { imports }: AppState,
  request: Request,
  { name, format, choose, wait }: UploadRequest,
): Promise<ImportState> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  const { id, received } = imports.receive(name, Number.isFinite(length) ? length : null);
  const spooled = await receiveUpload(request, {
    name,
    folder: imports.spoolFolder,
    limit: imports.limits.uploadBytes,
    maxFiles: imports.limits.files,
    onBytes: received,
  }).catch((error: unknown) => {
    imports.drop(id);
    throw error;
  });
  imports.begin(id, spooled, { format, choose });
  return wait ? imports.settled(id) : imports.get(id);
}

/** 201: traces were made; 200: they were here already; 202: the import goes on or asks something. */
export function uploadStatus({ phase }: ImportState): number {
  if (phase === 'done') return 201;
  return phase === 'duplicate' || phase === 'cancelled' ? 200 : 202;
}
