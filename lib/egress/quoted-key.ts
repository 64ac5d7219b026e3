import type { Exchange } from './exchange';

/** Shorter ones are no secrets (`ollama`), and would be found in ordinary words. */
const shortest = 12;
const standIn = '[key removed]';

/** The exchange without the key where a reply quotes it, as some do that refuse one. */
export function withoutQuotedKey(exchange: Exchange, key: string | null): Exchange {
  const { response, error } = exchange;
  if (key === null || key.length < shortest) return exchange;
  return {
    ...exchange,
    response: response && {
      ...response,
      headers: response.headers.map(([name, value]) => [name, value.replaceAll(key, standIn)]),
      body: replaced(response.body, key),
    },
    error: error?.replaceAll(key, standIn) ?? null,
  };
}

/**
 * A fetch whose replies do not quote the key: their words are shown to the reader and kept, those of a refusal
 * as those of an error in the middle of a stream.
 */
export const hidingQuotedKey =
  (fetch: typeof globalThis.fetch, key: string | null): typeof globalThis.fetch =>
  async (...request) => {
    const response = await fetch(...request);
    if (key === null || key.length < shortest || !response.body) return response;
    const headers = new Headers(response.headers);
    // They tell of the bytes as they came.
    for (const name of ['content-length', 'content-encoding']) headers.delete(name);
    const { status, statusText } = response;
    return new Response(bodyWithout(key, response.body), { status, statusText, headers });
  };

/** As it comes: only an ending that may be the beginning of the key waits for what follows. */
function bodyWithout(
  key: string,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  // One character for each byte, here and below.
  const wanted = Buffer.from(key).toString('latin1');
  let held = '';
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        for (;;) {
          const { done, value } = await reader.read();
          const text = (held + (done ? '' : latin1(value))).replaceAll(wanted, standIn);
          held = done ? '' : text.slice(text.length - begunLength(text, wanted));
          const ready = text.slice(0, text.length - held.length);
          if (ready !== '') controller.enqueue(new Uint8Array(Buffer.from(ready, 'latin1')));
          if (done) return controller.close();
          if (ready !== '') return;
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read ahead of the reader.
    { highWaterMark: 0 },
  );
}

/** Length of the longest ending of a text that the wanted one begins with. */
function begunLength(text: string, wanted: string): number {
  for (let length = Math.min(text.length, wanted.length - 1); length > 0; length -= 1) {
    if (text.endsWith(wanted.slice(0, length))) return length;
  }
  return 0;
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

function replaced(body: Uint8Array, key: string): Uint8Array {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (!bytes.includes(key)) return body;
  // So that no other byte changes.
  const wanted = Buffer.from(key).toString('latin1');
  return Buffer.from(bytes.toString('latin1').replaceAll(wanted, standIn), 'latin1');
}
