import { LRUCache } from 'lru-cache';
import type { Store } from '@/lib/db/store';
import { diffLineages } from '@/lib/server/diff-traces';
import { noShare, type OpenShare } from './open-share';
import { sharedScope } from './shared-scope';

/** Pins never change, so neither does what differs: a reader without a password cannot have it made anew. */
const made = new LRUCache<string, ReturnType<typeof diffLineages>>({ max: 20 });

/** The comparison that a share shows. Throws AppError `not_found` where it shows none. */
export function sharedDiff(store: Store, share: OpenShare): ReturnType<typeof diffLineages> {
  if (share.kind !== 'diff') throw noShare();
  const key = `${store.file}\0${share.id}`;
  const known = made.get(key);
  if (known) return known;
  const [a, b] = [sharedScope(store, share, 'a'), sharedScope(store, share, 'b')];
  const diff = diffLineages(store, a.lineage, b.lineage);
  made.set(key, diff);
  return diff;
}
