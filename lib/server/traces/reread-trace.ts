import { AppError } from '@/lib/errors';
import type { AppState } from '@/lib/server/app-state';
import { findUpload } from '@/lib/server/uploads/upload-source';
import { findTrace } from './find-trace';

/**
 * Imports the kept bytes of a trace again, as the given format or as the surest. The trace stays as it
 * is; new ones come beside it. Throws AppError `not_found`.
 */
export async function rereadTrace(
  { store, imports }: AppState,
  id: string,
  format?: string,
): Promise<{ importId: string }> {
  const { uploadId } = await findTrace(store, id);
  if (uploadId === null) {
    throw new AppError('not_found', 'This trace came from no upload: nothing can be read again.');
  }
  const { name } = await findUpload(store, id);
  return { importId: imports.again({ id: uploadId, name }, format ?? null) };
}
