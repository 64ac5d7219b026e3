import 'server-only';
import type { AppState } from './app-state';

/** Longest time that a shutdown may take, in milliseconds. */
const deadlineMs = 5000;

const key = Symbol.for('retake.stopping');
// Next bundles modules more than once; only globalThis is the same for all of them. Nobody else knows the key.
const shared = globalThis as { [key]?: (() => void)[] };

/** Runs synchronously at the very beginning of a shutdown. */
export function beforeStop(work: () => void): void {
  shared[key] ??= [];
  shared[key].push(work);
}

/**
 * Ends the process on SIGTERM, SIGINT or SIGHUP: what must not be lost first and synchronously, then the
 * rest, with a deadline. Next is told to leave signals to us by NEXT_MANUAL_SIG_HANDLE.
 */
export function stopOnSignal({ store, imports, search }: AppState): void {
  let stopping = false;
  const stop = (signal: string, code: number): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(code), deadlineMs).unref();
    for (const work of shared[key] ?? []) quietly(work);
    const closed = Promise.resolve()
      .then(() => Promise.all([imports.stop(), search.close()]))
      .then(() => store.close());
    closed.catch(complain).finally(() => process.exit(code));
    console.log(`Retake ends (${signal}).`);
  };
  process.on('SIGTERM', () => stop('SIGTERM', 0));
  process.on('SIGINT', () => stop('SIGINT', 0));
  process.on('SIGHUP', () => stop('SIGHUP', 0));
}

function quietly(work: () => void): void {
  try {
    work();
  } catch (error) {
    // One thing that fails must not keep the others from being saved.
    complain(error);
  }
}

const complain = (error: unknown): void => console.error('At shutdown:', error);
