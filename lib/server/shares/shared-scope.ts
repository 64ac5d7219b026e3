import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { type Lineage, resolveLineage } from '@/lib/db/lineage';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import { readSetup } from '@/lib/db/read-parts';
import type { Store } from '@/lib/db/store';
import { referencedPositions } from '@/lib/trace/invariants';
import type { Part } from '@/lib/trace/message';
import { noShare } from './open-share';
import type { SharePin, SharePins } from './share-pins';

/** What the reader of a share may ask of one of its traces. */
export interface SharedScope {
  lineage: Lineage;
  /** Whether a pinned event refers to it. The pool of a parent holds more than its branch shows. */
  holdsMessage(position: number): boolean;
  /** What such messages and setups show. Reads them all, the first time it is asked. */
  blobs(): Promise<ReadonlySet<string>>;
  /** The setup with this hash, or with this hash as the share shows it; null: none that a pinned event has. */
  setupNamed(shown: string, hash: (stored: string) => string): string | null;
}

/** Pins never change, so neither does what they refer to. */
const referred = new LRUCache<string, References>({ max: 20 });

interface References {
  positions: Uint8Array;
  setups: Set<string>;
  blobs: Promise<Set<string>> | null;
}

/** Throws AppError `not_found` for a side that the share does not have. */
export function sharedScope(store: Store, pins: SharePins, side: string): SharedScope {
  const pin = pins.traces.find(({ shown }) => shown.side === side);
  const lineage = pin && resolveLineage(store.raw, pin.id, pin);
  if (!pin || !lineage) throw noShare();
  const references = referencesOf(store, lineage, pin);
  const { positions, setups } = references;
  return {
    lineage,
    holdsMessage: (position) => positions[position] === 1,
    setupNamed: (shown, hash) => [...setups].find((stored) => hash(stored) === shown) ?? null,
    async blobs() {
      references.blobs ??= shownBlobs(store, lineage, references).catch((error: unknown) => {
        references.blobs = null;
        throw error;
      });
      return references.blobs;
    },
  };
}

function referencesOf(store: Store, lineage: Lineage, pin: SharePin): References {
  const key = `${store.file}\0${pin.id}:${pin.events}:${pin.messages}`;
  const known = referred.get(key);
  if (known) return known;
  const outline = readOutline(store, lineage);
  const positions = new Uint8Array(pin.messages);
  for (const position of referencedPositions(outline)) positions[position] = 1;
  const setups = new Set(outline.flatMap(({ setup }) => setup ?? []));
  const found = { positions, setups, blobs: null };
  referred.set(key, found);
  return found;
}

/** Messages between two turns of other requests. */
const batch = 100;

async function shownBlobs(
  store: Store,
  lineage: Lineage,
  { positions, setups }: References,
): Promise<Set<string>> {
  const shown = new Set<string>();
  const look = (parts: readonly Part[]): void => {
    for (const part of parts) {
      if (part.type === 'media' && part.blob) shown.add(part.blob.sha256);
    }
  };
  for (const hash of setups) look(readSetup(store.raw, lineage, hash)?.system ?? []);
  // Only messages that speak of a blob are parsed.
  const mayShow = (stored: string) => stored.includes('"sha256"');
  for (let from = 0; from < lineage.messages; from += batch) {
    const range: [number, number] = [from, from + batch];
    for (const { position, message } of readMessages(store.raw, lineage, range, mayShow)) {
      if (positions[position] === 1) look(message.parts);
    }
    await nextTurn();
  }
  return shown;
}
