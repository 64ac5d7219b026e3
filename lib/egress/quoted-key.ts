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

/** A fetch whose refusals do not quote the key: their words are shown to the reader and kept. */
export const hidingQuotedKey =
  (fetch: typeof globalThis.fetch, key: string | null): typeof globalThis.fetch =>
  async (...request) => {
    const response = await fetch(...request);
    if (response.ok || key === null || key.length < shortest) return response;
    const headers = new Headers(response.headers);
    // They tell of the bytes as they came.
    for (const name of ['content-length', 'content-encoding']) headers.delete(name);
    const { status, statusText } = response;
    const text = (await response.text()).replaceAll(key, standIn);
    return new Response(text, { status, statusText, headers });
  };

function replaced(body: Uint8Array, key: string): Uint8Array {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (!bytes.includes(key)) return body;
  // One character for each byte, so that no other byte changes.
  const wanted = Buffer.from(key).toString('latin1');
  return Buffer.from(bytes.toString('latin1').replaceAll(wanted, standIn), 'latin1');
}
