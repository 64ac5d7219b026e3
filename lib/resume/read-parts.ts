/** Rejects with the signal's reason as soon as it aborts, whether or not the other side notices. */
export function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** The parts of a stream. Throws the signal's reason on abort; the stream is then cancelled, not awaited. */
export async function* readParts<T>(
  stream: ReadableStream<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await unlessAborted(signal, reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    // A stream that failed or is aborted cannot be cancelled any more: that is no news.
    reader.cancel().catch(() => undefined);
  }
}
