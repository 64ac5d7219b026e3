import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { LimitedTries } from './limited-tries';

/** Wrong passwords in a row before the wait begins, and how often one more is allowed. */
const burst = 20;
const refillMs = 5_000;

const triesKey = Symbol.for('retake.password-tries');
// One count for all bundles of the process. The cast adds our own key to its type.
const shared = globalThis as typeof globalThis & { [triesKey]?: LimitedTries };

/**
 * Compares in constant time. Wrong ones are counted for the whole server, as an address can be forged; people
 * who are logged in already are not held up.
 * @throws AppError `too_many` while no try is left, whatever is given
 */
export function checkPassword(given: string, password: string, now = Date.now()): boolean {
  shared[triesKey] ??= new LimitedTries(burst, refillMs);
  const tries = shared[triesKey];
  tries.check(now, 'Too many wrong passwords.');
  // Digests have equal lengths: the time says nothing about the password's.
  const right = timingSafeEqual(digest(given), digest(password));
  if (!right) tries.spend();
  return right;
}

const digest = (text: string) => createHash('sha256').update(text).digest();
