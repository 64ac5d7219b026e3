import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds that work goes on for before others get their turn. */
const longest = 20;

/**
 * What long work in this thread awaits behind each of its steps: others get their turn by time and not by number, as
 * one step may have megabytes. Throws the signal's reason once nobody waits for the work any more.
 */
export function pauses(signal?: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since > longest) {
      await nextTurn();
      since = performance.now();
    }
    signal?.throwIfAborted();
  };
}
