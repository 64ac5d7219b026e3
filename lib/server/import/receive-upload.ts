import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import busboy from 'busboy';
import { AppError } from '@/lib/errors';
import { cleanPath } from './clean-path';
import { type SpooledFile, type SpoolOptions, spoolBody, tooLarge } from './spool-body';

export interface SpooledPart extends SpooledFile {
  /** As the upload names it: data. */
  path: string;
}

/** One upload on disk. */
export interface Spooled {
  name: string;
  size: number;
  /** Identity of the content: equal for the same files under the same names. */
  sha256: string;
  parts: SpooledPart[];
}

export interface ReceiveOptions extends SpoolOptions {
  /** What a raw body is called; files in a form bring their own names. */
  name: string;
  maxFiles: number;
}

/**
 * Takes an upload off the wire: a raw body, or a form whose files together are one upload. Throws
 * AppError `too_large` or `bad_request`; then nothing of it is left on disk.
 */
export async function receiveUpload(request: Request, options: ReceiveOptions): Promise<Spooled> {
  const parts: SpooledPart[] = [];
  try {
    const expected = declaredLength(request);
    if (expected !== null && expected > options.limit + formOverhead(request)) {
      throw tooLarge(options.limit);
    }
    const counted = countedBody(request, options.onBytes);
    if (isForm(request)) await receiveForm(request, counted.body, parts, options);
    else parts.push({ path: options.name, ...(await spoolBody(counted.body, options)) });
    if (expected !== null && counted.received() !== expected) {
      throw incomplete(expected, counted.received());
    }
  } catch (error) {
    await discard(parts);
    throw brokeOff(error) ? incomplete(null, null, error) : error;
  }
  return uploadOf(parts, options.name);
}

/** Removes what was spooled. */
export async function discard(parts: readonly Pick<SpooledPart, 'file'>[]): Promise<void> {
  await Promise.all(parts.map(({ file }) => rm(file, { force: true })));
}

const isForm = (request: Request): boolean =>
  /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '');

/** Boundaries and headers of a form count to its length, but not to the size of its files. */
const formOverhead = (request: Request): number => (isForm(request) ? 16 << 20 : 0);

function declaredLength(request: Request): number | null {
  const header = request.headers.get('content-length');
  return header !== null && /^\d{1,15}$/.test(header) ? Number(header) : null;
}

function countedBody(request: Request, onBytes: ReceiveOptions['onBytes']) {
  let received = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const reader = request.body?.getReader();
    if (!reader) return;
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        received += part.value.byteLength;
        onBytes?.(received);
        yield part.value;
      }
    } finally {
      // Whoever stops reading early wants no more of it.
      await reader.cancel().catch(() => undefined);
    }
  }
  return { body: Readable.from(chunks(), { objectMode: false }), received: () => received };
}

async function receiveForm(
  request: Request,
  body: Readable,
  parts: SpooledPart[],
  options: ReceiveOptions,
): Promise<void> {
  const form = parseForm(request, options.maxFiles);
  const files: Promise<void>[] = [];
  let total = 0;
  const failed = new Promise<never>((_resolve, reject) => {
    form.on('filesLimit', () =>
      reject(
        new AppError('too_large', `The upload holds more than ${options.maxFiles} files.`, {
          hint: 'Upload the files of one run at a time, or as one zip file.',
        }),
      ),
    );
    form.on('error', (error) =>
      reject(
        new AppError('bad_request', 'The form of the upload breaks off or is malformed.', {
          hint: 'Upload the files again.',
          cause: error,
        }),
      ),
    );
    form.on('file', (_field, stream, info) => {
      // It may fail before anybody reads it; whoever reads it then hears of that.
      stream.on('error', () => undefined);
      const limit = options.limit;
      const spooled = spoolBody(stream, { folder: options.folder, limit }).then((file) => {
        parts.push({ path: cleanPath(info.filename ?? options.name), ...file });
        total += file.size;
        if (total > limit) throw tooLarge(limit);
      });
      spooled.catch(reject);
      files.push(spooled);
    });
    body.on('error', reject);
  });
  const closed = new Promise<void>((resolve) => form.on('close', resolve));
  body.pipe(form);
  try {
    await Promise.race([closed, failed]);
    await Promise.all(files);
  } finally {
    body.unpipe(form);
    // A file that will get no more bytes would be waited for without end.
    form.destroy();
    body.destroy();
    await Promise.allSettled(files);
  }
  if (parts.length === 0) {
    throw new AppError('unprocessable', 'There is no file in this upload.', {
      hint: 'Send the file as the body, or as a file field of the form.',
    });
  }
}

function parseForm(request: Request, maxFiles: number): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
      // Folders are told from the names; they stay data.
      preservePath: true,
      defParamCharset: 'utf8',
      limits: { files: maxFiles, fields: 20, fieldSize: 10_000 },
    });
  } catch (cause) {
    throw new AppError('bad_request', 'The form of the upload is malformed.', { cause });
  }
}

function uploadOf(parts: SpooledPart[], name: string): Spooled {
  const [only] = parts;
  if (only && parts.length === 1) {
    return { name: only.path, size: only.size, sha256: only.sha256, parts };
  }
  const sorted = parts.sort((a, b) => (a.path < b.path ? -1 : 1));
  const hash = createHash('sha256');
  for (const { path, size, sha256 } of sorted) hash.update(`${sha256} ${size} ${path}\n`);
  return {
    name,
    size: sorted.reduce((sum, { size }) => sum + size, 0),
    sha256: hash.digest('hex'),
    parts: sorted,
  };
}

const brokeOff = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'AbortError' ||
    ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(
      'code' in error ? String(error.code) : '',
    ) ||
    /aborted|terminated/.test(error.message));

const incomplete = (expected: number | null, received: number | null, cause?: unknown): AppError =>
  new AppError(
    'bad_request',
    expected === null
      ? 'The upload broke off.'
      : `The upload broke off: ${received} of ${expected} bytes came.`,
    { hint: 'Nothing of it was kept. Upload the file again.', cause },
  );
