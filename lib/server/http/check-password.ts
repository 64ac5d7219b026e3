import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '@/lib/errors';

/** Wrong passwords in a row before the wait begins, and how often one more is allowed. */
const burst = 20;
const refillMs = 5_000;

interface Tries {
  left: number;
  at: number;
}

const triesKey = Symbol.for('retake.password-tries');
// One count for all bundles of the process. The cast adds our own key to its type.
const shared = globalThis as typeof globalThis & { [triesKey]?: Tries };

/**
 * Compares in constant time. Wrong ones are counted for the whole server, as an address can be forged; people
 * who are logged in already are not held up.
 * @throws AppError `too_many` while no try is left, whatever is given
 */
export function checkPassword(given: string, password: string, now = Date.now()): boolean {
  const tries = shared[triesKey] ?? { left: burst, at: now };
  const left = Math.min(burst, tries.left + Math.max(0, now - tries.at) / refillMs);
  shared[triesKey] = { left, at: now };
  if (left < 1) {
    throw new AppError('too_many', 'Too many wrong passwords.', {
      hint: `Wait ${Math.ceil(((1 - left) * refillMs) / 1000)} seconds and try again.`,
    });
  }
  // Digests have equal lengths: the time says nothing about the password's.
  const right = timingSafeEqual(digest(given), digest(password));
  if (!right) shared[triesKey] = { left: left - 1, at: now };
  return right;
}

const digest = (text: string) => createHash('sha256').update(text).digest();
