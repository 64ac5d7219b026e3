import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import yauzl from 'yauzl';
import { AppError, isAppError } from '@/lib/errors';
import { SourceFile } from '@/lib/formats/source/source-file';
import { cleanPath, leadsOut } from './clean-path';
import { type ImportLimits, spokenBytes } from './import-limits';

export interface EncodedFile {
  path: string;
  bytes: Uint8Array;
}

export interface Decoded {
  files: SourceFile[];
  /** Names that would lead out of their folder, as the archive spells them. */
  oddPaths: string[];
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 &&
  bytes[1] === 0x4b &&
  ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/** Containers inside containers: a gzip in a zip is usual, anything deeper is a trap. */
const maxNesting = 2;

/** What archivers of operating systems add. */
const isLitter = (path: string): boolean =>
  /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/.test(path);

/**
 * Unpacks gzip and zip, in memory, in the order in which they hold their files. The same bytes give
 * the same files. Throws AppError `unprocessable` or `too_large` for what cannot or must not be unpacked.
 */
export async function decodeSource(
  encoded: readonly EncodedFile[],
  limits: ImportLimits,
): Promise<Decoded> {
  const found: EncodedFile[] = [];
  const oddPaths: string[] = [];
  let left = limits.decodedBytes;

  const take = (path: string, bytes: Uint8Array): void => {
    left -= bytes.length;
    if (left < 0) throw tooMuch(limits);
    if (found.length >= limits.files) throw tooMany(limits);
    found.push({ path, bytes });
  };
  const unpack = async ({ path, bytes }: EncodedFile, nesting: number): Promise<void> => {
    const packed = isGzip(bytes) || isZip(bytes);
    if (packed && nesting === maxNesting) throw bomb('archives inside archives');
    if (isGzip(bytes)) {
      const inner = await inflate(Readable.from([bytes]).pipe(createGunzip()), path, {
        ...{ packed: bytes.length, left, limits },
      });
      await unpack({ path: path.replace(/\.gz$/i, ''), bytes: inner }, nesting + 1);
    } else if (isZip(bytes)) {
      await unzip(bytes, path, limits, async (entry, content) => {
        if (leadsOut(entry)) oddPaths.push(entry);
        const clean = cleanPath(entry);
        if (!isLitter(clean))
          await unpack({ path: clean, bytes: await content(left) }, nesting + 1);
      });
    } else take(path, bytes);
  };
  for (const file of encoded) await unpack(file, 0);
  return { files: found.map(({ path, bytes }, at) => new SourceFile(at, path, bytes)), oddPaths };
}

async function unzip(
  bytes: Uint8Array,
  path: string,
  limits: ImportLimits,
  onFile: (entry: string, content: (left: number) => Promise<Uint8Array>) => Promise<void>,
): Promise<void> {
  try {
    // Names stay bytes here: the library would refuse odd ones, for us they are only data.
    const zip = await yauzl.fromBufferPromise(
      Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
      {
        decodeStrings: false,
      },
    );
    if (zip.entryCount > limits.files) throw tooMany(limits);
    for await (const entry of zip.eachEntry()) {
      const name = yauzl.getFileNameLowLevel(
        entry.generalPurposeBitFlag,
        entry.fileNameRaw,
        yauzl.parseExtraFields(entry.extraFieldRaw),
        true,
      );
      if (name.endsWith('/')) continue;
      if (entry.isEncrypted()) {
        throw new AppError('unprocessable', `The zip file is encrypted (${cleanPath(name)}).`, {
          hint: 'Unpack it with its password and upload the files, or zip them again without one.',
        });
      }
      await onFile(name, async (left) =>
        inflate(await zip.openReadStreamPromise(entry), name, {
          ...{ packed: entry.compressedSize, left, limits },
        }),
      );
    }
  } catch (error) {
    if (isAppError(error)) throw error;
    throw damaged(path, error);
  }
}

interface Room {
  packed: number;
  left: number;
  limits: ImportLimits;
}

async function inflate(stream: Readable, path: string, room: Room): Promise<Uint8Array> {
  const { packed, left, limits } = room;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > left) throw tooMuch(limits);
      if (size > limits.ratioFrom && size > packed * limits.ratio) {
        throw bomb(`${spokenBytes(packed)} that become more than ${spokenBytes(size)}`);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    if (isAppError(error)) throw error;
    throw damaged(path, error);
  }
  return Buffer.concat(chunks);
}

const bomb = (what: string): AppError =>
  new AppError('unprocessable', `The archive looks like a decompression bomb: ${what}.`, {
    hint: 'Unpack it where you trust it and upload the trace file itself.',
  });

const tooMuch = (limits: ImportLimits): AppError =>
  new AppError(
    'too_large',
    `Unpacked, the upload is larger than ${spokenBytes(limits.decodedBytes)}.`,
    {
      hint: 'Upload fewer files at once, or start Retake with a higher RETAKE_MAX_UPLOAD (bytes).',
    },
  );

const tooMany = (limits: ImportLimits): AppError =>
  new AppError('too_large', `The upload holds more than ${limits.files} files.`, {
    hint: 'Upload the files of one run at a time.',
  });

const damaged = (path: string, cause: unknown): AppError =>
  new AppError(
    'unprocessable',
    `The archive ${cleanPath(path)} is damaged: ${cause instanceof Error ? cause.message : 'it cannot be read'}.`,
    { hint: 'Pack it again, or upload the files in it.', cause },
  );
