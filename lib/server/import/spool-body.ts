import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/server/new-id';
import { spokenBytes } from './import-limits';

export interface SpoolOptions {
  /** Folder for temporary files. */
  folder: string;
  /** Bytes that are taken at most. */
  limit: number;
  onBytes?(received: number): void;
}

export interface SpooledFile {
  file: string;
  size: number;
  sha256: string;
}

/**
 * Writes a stream of any size to a temporary file while hashing it.
 * Throws AppError `too_large` where the limit is passed, and the stream's own error; the file is then gone.
 */
export async function spoolBody(
  body: Readable,
  { folder, limit, onBytes }: SpoolOptions,
): Promise<SpooledFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${newId()}.part`);
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > limit) return done(tooLarge(limit));
      hash.update(chunk);
      onBytes?.(size);
      done(null, chunk);
    },
  });
  try {
    await pipeline(body, measure, createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  return { file, size, sha256: hash.digest('hex') };
}

export const tooLarge = (limit: number): AppError =>
  new AppError('too_large', `The upload is larger than ${spokenBytes(limit)}.`, {
    hint: 'Start Retake with a higher RETAKE_MAX_UPLOAD (bytes), or upload fewer files at once.',
  });
