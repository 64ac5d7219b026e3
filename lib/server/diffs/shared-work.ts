import { LRUCache } from 'lru-cache';

interface Work<T> {
  result: Promise<T>;
  waiting: number;
  stop: AbortController;
}

/**
 * Results by key, made once: whoever asks meanwhile waits for the same work, which is stopped when nobody waits
 * for it any more. At most `most` at once; further ones queue. Failures are not kept, nor what alone is larger than
 * all that may be kept.
 */
export class SharedWork<T extends object> {
  readonly #results: LRUCache<string, T>;
  readonly #going = new Map<string, Work<T>>();
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(
    kept: number,
    private readonly most: number,
    /** Where results may be large: their sizes, and the sum of what is kept. */
    room?: { size: (made: T) => number; total: number },
  ) {
    this.#results = new LRUCache<string, T>(
      room
        ? { max: kept, maxSize: room.total, sizeCalculation: (made) => room.size(made) + 1 }
        : { max: kept },
    );
  }

  /** Rejects with the signal's reason when this caller gives up, or with what `make` throws. */
  async get(
    key: string,
    signal: AbortSignal | undefined,
    make: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const known = this.#results.get(key);
    if (known) return known;
    signal?.throwIfAborted();
    const work = this.#going.get(key) ?? this.#begin(key, make);
    work.waiting += 1;
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        work.waiting -= 1;
        if (work.waiting === 0) {
          this.#going.delete(key);
          work.stop.abort(signal?.reason);
        }
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      work.result.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
    });
  }

  #begin(key: string, make: (signal: AbortSignal) => Promise<T>): Work<T> {
    const stop = new AbortController();
    const result = this.#inTurn(stop.signal, () => make(stop.signal));
    const work = { result, waiting: 0, stop };
    this.#going.set(key, work);
    result
      .then(
        (made) => this.#results.set(key, made),
        () => undefined,
      )
      .finally(() => {
        if (this.#going.get(key) === work) this.#going.delete(key);
      });
    return work;
  }

  async #inTurn(signal: AbortSignal, make: () => Promise<T>): Promise<T> {
    if (this.#running >= this.most) await new Promise<void>((go) => this.#queue.push(go));
    else this.#running += 1;
    try {
      signal.throwIfAborted();
      return await make();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
