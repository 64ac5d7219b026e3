import 'server-only';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import type { SentCall } from './tool-sends';

const key = Symbol.for('retake.live-calls');
// Next bundles modules more than once; only globalThis is the same for all of them. Nobody else knows the key.
const shared = globalThis as { [key]?: WeakMap<Store, Map<string, AbortController>> };

function callsOf(store: Store): Map<string, AbortController> {
  shared[key] ??= new WeakMap();
  const known = shared[key].get(store) ?? new Map<string, AbortController>();
  shared[key].set(store, known);
  return known;
}

const nameOf = ({ traceId, seq }: SentCall): string => `${traceId}:${seq}`;

/** Whether this process is running the call for real now. */
export const isLive = (store: Store, call: SentCall): boolean => callsOf(store).has(nameOf(call));

/** Begins, at once: of two who ask, the second one is told `conflict`. `end` when it is over. */
export function beginLive(store: Store, call: SentCall): { signal: AbortSignal; end(): void } {
  const calls = callsOf(store);
  const name = nameOf(call);
  if (calls.has(name)) {
    throw new AppError('conflict', 'This call is being run already.', {
      hint: 'Wait for its answer, or stop the run.',
    });
  }
  const abort = new AbortController();
  calls.set(name, abort);
  return { signal: abort.signal, end: () => calls.delete(name) };
}

/** Gives up on what is being run for real in a branch: whether it acted is then not known. */
export function cancelLive(store: Store, traceId: string): void {
  for (const [name, abort] of callsOf(store)) {
    if (name.startsWith(`${traceId}:`)) abort.abort();
  }
}
