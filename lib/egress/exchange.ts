import { urlWithoutSecrets, withoutSecrets } from './secret-header';

/** One request and its reply, byte for byte, without the headers and parameters that carry secrets. */
export interface Exchange {
  /** Milliseconds since 1970. */
  startedAt: number;
  durationMs: number;
  request: { method: string; url: string; headers: [string, string][]; body: string | null };
  /** Null where none came. `body` is what the reader took, whole only if `complete`. */
  response: { status: number; headers: [string, string][]; body: Uint8Array } | null;
  /** Addresses that answered with a redirect, in order. */
  redirects: string[];
  /** The reply was read to its end. */
  complete: boolean;
  /** Why not, in a sentence; null where the reader simply stopped. */
  error: string | null;
}

/** Collects an exchange and hands it out once, when it ended in whatever way. */
export class ExchangeRecorder {
  readonly #startedAt = Date.now();
  readonly #chunks: Uint8Array[] = [];
  readonly #redirects: string[] = [];
  #request: Exchange['request'] = { method: 'GET', url: '', headers: [], body: null };
  #head: { status: number; headers: [string, string][] } | null = null;
  #ended = false;

  constructor(private readonly onExchange: ((exchange: Exchange) => void) | undefined) {}

  request(method: string, url: URL, headers: Headers, body: Uint8Array | null): void {
    this.#request = {
      method,
      url: urlWithoutSecrets(url.href),
      headers: withoutSecrets(headers),
      body: body && new TextDecoder().decode(body),
    };
  }

  redirected(url: URL): void {
    this.#redirects.push(urlWithoutSecrets(url.href));
  }

  response(status: number, headers: Iterable<[string, string]>): void {
    this.#head = { status, headers: withoutSecrets(headers) };
  }

  chunk(bytes: Uint8Array): void {
    if (this.onExchange) this.#chunks.push(bytes);
  }

  /** @param error null for the end of the reply, a reason otherwise, undefined where the reader stopped */
  end(error?: Error | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.onExchange?.({
      startedAt: this.#startedAt,
      durationMs: Date.now() - this.#startedAt,
      request: this.#request,
      response: this.#head && { ...this.#head, body: Buffer.concat(this.#chunks) },
      redirects: this.#redirects,
      complete: error === null,
      error: error ? error.message : null,
    });
  }
}
