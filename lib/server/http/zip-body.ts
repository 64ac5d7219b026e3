import { PassThrough, Readable } from 'node:stream';
import { type ReadStreamOptions, ZipFile } from 'yazl';

export interface ZipEntry {
  path: string;
  options?: Partial<ReadStreamOptions>;
  /** Asked for when the entries before it are written. */
  pieces(): Iterable<Uint8Array | string>;
}

/** A zip that is written as it is read. Trouble in an entry breaks the answer off. */
export function zipBody(entries: Iterable<ZipEntry>): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream.pipe(new PassThrough());
  const breakOff = (error: unknown): void => {
    console.error(error);
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  // Unheard, an error of the zip or of an entry, to which the zip does not listen, would end the process.
  zip.on('error', breakOff);
  for (const { path, options, pieces } of entries)
    zip.addReadStreamLazy(path, options ?? {}, (done) => {
      const file = Readable.from(pieces(), { objectMode: false });
      file.on('error', breakOff);
      done(null, file);
    });
  zip.end();
  return output;
}
