import { LRUCache } from 'lru-cache';
import type { Lineage } from '@/lib/db/lineage';
import { readStateEvents } from '@/lib/db/read-state-events';
import type { Store } from '@/lib/db/store';
import { StateIndex } from '@/lib/replay/state/state-index';
import { pauses } from '@/lib/server/pauses';

/** Operations in memory, of all traces together: about 100 bytes each. */
const maxOperations = 500_000;

interface Held {
  index: StateIndex;
  /** Events that are in it. */
  upTo: number;
}

/** Recorded events are never changed, so what is held only grows. */
const held = new WeakMap<Store, LRUCache<string, Held>>();
/** One reader per trace: what is held must be added to in order. */
const going = new WeakMap<Store, Map<string, Promise<StateIndex>>>();

/** The state operations of a trace without their values, read once and grown with the trace. */
export async function stateIndexOf(store: Store, lineage: Lineage): Promise<StateIndex> {
  const readers = going.get(store) ?? new Map<string, Promise<StateIndex>>();
  going.set(store, readers);
  const before = readers.get(lineage.traceId) ?? Promise.resolve();
  const reader = before.then(
    () => grown(store, lineage),
    () => grown(store, lineage),
  );
  readers.set(lineage.traceId, reader);
  try {
    return await reader;
  } finally {
    if (readers.get(lineage.traceId) === reader) readers.delete(lineage.traceId);
  }
}

async function grown(store: Store, lineage: Lineage): Promise<StateIndex> {
  const cache = held.get(store) ?? newCache();
  held.set(store, cache);
  const known = cache.get(lineage.traceId) ?? { index: new StateIndex(), upTo: 0 };
  if (known.upTo >= lineage.events) return known.index;
  cache.delete(lineage.traceId);
  const pause = pauses();
  for (const event of readStateEvents(store.raw, lineage, known.upTo)) {
    known.index.add(event);
    await pause();
  }
  cache.set(lineage.traceId, { index: known.index, upTo: lineage.events });
  return known.index;
}

const newCache = () =>
  new LRUCache<string, Held>({
    maxSize: maxOperations,
    sizeCalculation: ({ index }) => Math.max(1, Math.min(index.operations, maxOperations)),
  });
