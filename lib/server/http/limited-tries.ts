import { AppError } from '@/lib/errors';

/** Tries that wear off: so many at once, then one every so often. In milliseconds. */
export class LimitedTries {
  #left: number;
  #at = 0;

  constructor(
    private readonly burst: number,
    private readonly refillMs: number,
  ) {
    this.#left = burst;
  }

  /** Throws AppError `too_many` with the time to wait while none is left. */
  check(now: number, message: string): void {
    const left = Math.min(this.burst, this.#left + Math.max(0, now - this.#at) / this.refillMs);
    this.#at = now;
    this.#left = left;
    if (left < 1)
      throw new AppError('too_many', message, {
        hint: `Wait ${Math.ceil(((1 - left) * this.refillMs) / 1000)} seconds and try again.`,
      });
  }

  /** Takes the one that was checked. */
  spend(): void {
    this.#left -= 1;
  }

  /** Checks and takes one. Throws AppError as `check`. */
  take(now: number, message: string): void {
    this.check(now, message);
    this.spend();
  }
}
