import { LRUCache } from 'lru-cache';
import { type Lineage, resolveLineage } from '@/lib/db/lineage';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import { referencedPositions } from '@/lib/trace/invariants';
import { noShare, type OpenShare } from './open-share';
import type { SharePin } from './share-pins';

/** What the reader of a share may ask of one of its traces. */
export interface SharedScope {
  lineage: Lineage;
  /** Whether a pinned event refers to it. The pool of a parent holds more than its branch shows. */
  holdsMessage(position: number): boolean;
  holdsSetup(hash: string): boolean;
}

/** Pins never change, so neither does what they refer to. */
const referred = new LRUCache<string, { positions: Uint8Array; setups: Set<string> }>({ max: 20 });

/** Throws AppError `not_found` for a side that the share does not have. */
export function sharedScope(store: Store, share: OpenShare, side: 'a' | 'b'): SharedScope {
  const pin = share.pins.traces.find(({ shown }) => shown.side === side);
  const lineage = pin && resolveLineage(store.raw, pin.id, pin);
  if (!pin || !lineage) throw noShare();
  const { positions, setups } = referencesOf(store, lineage, pin);
  return {
    lineage,
    holdsMessage: (position) => positions[position] === 1,
    holdsSetup: (hash) => setups.has(hash),
  };
}

function referencesOf(store: Store, lineage: Lineage, pin: SharePin) {
  const key = `${store.file}\0${pin.id}:${pin.events}:${pin.messages}`;
  const known = referred.get(key);
  if (known) return known;
  const outline = readOutline(store, lineage);
  const positions = new Uint8Array(pin.messages);
  for (const position of referencedPositions(outline)) positions[position] = 1;
  const setups = new Set(outline.flatMap(({ setup }) => setup ?? []));
  const found = { positions, setups };
  referred.set(key, found);
  return found;
}
