import { AppError } from '@/lib/errors';

const maxWaiting = 1000;
const maxAttempts = 5;

/** SQLite says that another connection holds the write lock, in the words of driver and of Prisma. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_BUSY') || code === 'P1008') return true;
  return /database is locked|SQLITE_BUSY|SocketTimeout/.test(error.message) || isBusy(error.cause);
}

/**
 * All writes of the main process, one after the other: two of them never wait for each other inside
 * SQLite, where waiting stops the whole process.
 */
export class WriteQueue {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /**
   * Runs `work` after all that came before. It may run again after a busy error, so it must be one
   * statement or one transaction. Throws AppError `busy` where too many wait or the lock stays taken.
   */
  run<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#waiting >= maxWaiting) return Promise.reject(busy());
    this.#waiting += 1;
    const done = this.#last
      .then(() => attempt(work))
      .finally(() => {
        this.#waiting -= 1;
      });
    // A failure belongs to its own caller only.
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Resolves when all that was asked for so far is written. */
  async idle(): Promise<void> {
    await this.#last;
  }
}

async function attempt<T>(work: () => T | Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (tried === maxAttempts) throw busy(error);
      await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** tried));
    }
  }
}

const busy = (cause?: unknown): AppError =>
  new AppError('busy', 'The database is busy with other writes.', {
    hint: 'Try again in a moment.',
    cause,
  });
