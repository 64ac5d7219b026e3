import { Readable } from 'node:stream';

/** A stream of Node, or pieces that are read as they are taken, as the body of an answer. */
export const webBody = (
  pieces: Readable | Iterable<Uint8Array>,
): ReadableStream<Uint8Array<ArrayBuffer>> =>
  // Node's declaration of the web stream is another than the browser's for the same object.
  Readable.toWeb(
    pieces instanceof Readable ? pieces : Readable.from(pieces, { objectMode: false }),
  ) as ReadableStream<Uint8Array<ArrayBuffer>>;
