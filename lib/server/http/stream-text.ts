import 'server-only';

/** A chunk of a stream: single lines are slow. */
const chunkSize = 65_536;

/**
 * Pieces of text as a body that is read no faster than it is taken: they are asked for when the reader wants more,
 * and given up (`return`) when it leaves. The first one is fetched before this resolves, so that trouble at the
 * beginning is thrown here and can still become an answer of its own; later it breaks the stream off.
 */
export async function streamText(
  pieces: AsyncGenerator<string>,
  signal?: AbortSignal,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const encoder = new TextEncoder();
  let next = await pieces.next();
  return new ReadableStream(
    {
      async pull(controller) {
        let chunk = '';
        try {
          while (!next.done && chunk.length < chunkSize) {
            signal?.throwIfAborted();
            chunk += next.value;
            next = await pieces.next();
          }
        } catch (error) {
          // Half an answer must not look like a whole one: the stream breaks, and nothing is written into it.
          if (!signal?.aborted) console.error(error);
          await pieces.return(undefined);
          throw error;
        }
        if (chunk !== '') controller.enqueue(encoder.encode(chunk));
        if (next.done) controller.close();
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
