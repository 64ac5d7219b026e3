import { LRUCache } from 'lru-cache';
import { LimitedTries } from '@/lib/server/http/limited-tries';

const all = new LimitedTries(50, 1000);
const byShare = new LRUCache<string, LimitedTries>({ max: 10_000 });

/**
 * Counts a try at the passphrase of a share, whoever makes it: an address can be forged. Ten at once, then one in
 * ten seconds; for all shares together 50, then one a second. Throws AppError `too_many`.
 */
export function countTry(shareId: string, now: number): void {
  const tries = byShare.get(shareId) ?? new LimitedTries(10, 10_000);
  byShare.set(shareId, tries);
  tries.take(now, 'Too many tries at this passphrase.');
  all.take(now, 'Too many tries at passphrases.');
}
