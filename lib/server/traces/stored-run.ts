import { LRUCache } from 'lru-cache';
import type { Lineage } from '@/lib/db/lineage';
import { readEvent, readEvents } from '@/lib/db/read-event';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import { readSetup } from '@/lib/db/read-parts';
import type { Store } from '@/lib/db/store';
import { inRun, type RunSource } from '@/lib/replay/run-source';
import type { Message } from '@/lib/trace/message';

/** Messages that are read and kept together: neighbours in the pool are said one after the other. */
const page = 100;
/** Pages in memory at once. */
const pages = 20;

/**
 * A stored trace as time travel reads it, borrowed rows included. Its reads are synchronous: feed long folds
 * in batches, with a turn for others between them. Messages are read in pages of 100, of which 20 are kept.
 */
export function storedRun(store: Pick<Store, 'raw' | 'outlines'>, lineage: Lineage): RunSource {
  const outline = readOutline(store, lineage);
  const kept = new LRUCache<number, ReadonlyMap<number, Message>>({
    max: pages,
    memoMethod: (start) =>
      new Map(
        [...readMessages(store.raw, lineage, [start, start + page])].map(
          ({ position, message }) => [position, message],
        ),
      ),
  });
  return {
    outline,
    event: (seq) => inRun(readEvent(store.raw, lineage, seq), `event ${seq}`),
    events: (from, to) => readEvents(store.raw, lineage, from, to),
    message: (position) =>
      inRun(kept.memo(position - (position % page)).get(position), `message ${position}`),
    setup: (hash) => inRun(readSetup(store.raw, lineage, hash), `setup ${hash}`),
  };
}
