import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Lineage } from '@/lib/db/lineage';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import { Chain, type Flavour } from '@/lib/replay/fingerprint/fingerprint';
import { sha256 } from '@/lib/server/sha256';

export interface TraceFingerprints extends Record<Flavour, string> {
  events: number;
}

/** Events that are hashed before others get their turn. */
const batch = 2000;

/** Recorded rows never change, so the chains over so many of them never do. */
const known = new LRUCache<string, TraceFingerprints>({ max: 1000 });

/** Both flavours over all that a trace sees, borrowed events included. */
export async function traceFingerprints(
  store: Store,
  lineage: Lineage,
  signal?: AbortSignal,
): Promise<TraceFingerprints> {
  const key = `${store.file}\n${lineage.traceId}:${lineage.events}`;
  const found = known.get(key);
  if (found) return found;
  const content = new Chain('content', sha256);
  const structure = new Chain('structure', sha256);
  for (let from = 0; from < lineage.events; from += batch) {
    for (const row of readOutline(store, lineage, from, batch)) {
      content.add(row);
      structure.add(row);
    }
    await nextTurn();
    signal?.throwIfAborted();
  }
  const made = {
    events: lineage.events,
    content: content.fingerprint(),
    structure: structure.fingerprint(),
  };
  known.set(key, made);
  return made;
}
