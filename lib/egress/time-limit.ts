import { AppError } from '@/lib/errors';

/** Ends a request that takes too long, or in which nothing happens for too long. */
export class TimeLimit {
  readonly #controller = new AbortController();
  readonly #total: NodeJS.Timeout;
  #idle: NodeJS.Timeout | undefined;

  readonly #signal: AbortSignal | null;

  /** @param signal the caller's own: its abort is passed on with its own reason */
  constructor(
    private readonly host: string,
    totalMs: number,
    private readonly idleMs: number,
    signal: AbortSignal | null | undefined,
  ) {
    this.#signal = signal ?? null;
    // Not AbortSignal.any: in Node 20 its signals can be collected before they fire.
    this.#signal?.addEventListener('abort', this.#pass, { once: true });
    const expire = () => this.#expire(`did not finish within ${totalMs} ms`);
    this.#total = setTimeout(expire, totalMs).unref();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Starts, or starts again, the wait for the other side. */
  wait(): void {
    clearTimeout(this.#idle);
    const expire = () => this.#expire(`sent nothing for ${this.idleMs} ms`);
    this.#idle = setTimeout(expire, this.idleMs).unref();
  }

  /** It is the reader's turn: its slowness is not the other side's. */
  rest(): void {
    clearTimeout(this.#idle);
  }

  stop(): void {
    clearTimeout(this.#idle);
    clearTimeout(this.#total);
    this.#signal?.removeEventListener('abort', this.#pass);
  }

  readonly #pass = () => this.#controller.abort(this.#signal?.reason);

  #expire(what: string): void {
    this.#controller.abort(new AppError('timeout', `${this.host} ${what}.`));
  }
}
