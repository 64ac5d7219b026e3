import { LRUCache } from 'lru-cache';
import type { Lineage } from '@/lib/db/lineage';
import type { Store } from '@/lib/db/store';
import type { RecordRef } from '@/lib/trace/event';
import { eventRecords, meetsRecords, unitedRecords } from './event-records';
import type { SharePins } from './share-pins';

/** Pins never change, nor does what was imported. */
const known = new LRUCache<string, Promise<RecordRef[]>>({ max: 20 });

/**
 * Whether a record must stay: an event that is not shared was read from it, too. One record may hold a whole
 * conversation, or several traces. @param lineage the shared view of one of the pinned traces
 */
export async function heldRecords(
  store: Store,
  pins: SharePins,
  lineage: Lineage,
): Promise<(ref: RecordRef) => boolean> {
  const whole = pins.traces.map(({ id, events }) => `${id}:${events}`).join();
  const key = [store.file, lineage.traceId, whole].join('\0');
  const reading = known.get(key) ?? readHeld(store, pins, lineage);
  known.set(key, reading);
  const held = await reading.catch((error: unknown) => {
    known.delete(key);
    throw error;
  });
  return (ref) => meetsRecords(held, ref);
}

async function readHeld(store: Store, pins: SharePins, lineage: Lineage): Promise<RecordRef[]> {
  const shared = new Map(pins.traces.map(({ id, events }) => [id, events]));
  const refs: RecordRef[] = [];
  for (const { traceId, toSeq } of lineage.segments)
    refs.push(...(await eventRecords(store, traceId, Math.max(toSeq, shared.get(traceId) ?? 0))));
  for (const id of otherParts(store, lineage))
    if (!shared.has(id)) refs.push(...(await eventRecords(store, id, 0)));
  return unitedRecords(refs);
}

/** Other traces that the same import made of the same upload; one that was read again is no other. */
const otherParts = (store: Store, { segments }: Lineage): string[] =>
  store.raw
    .prepare<[string], string>(
      `SELECT other."id" FROM "Trace" AS own JOIN "Trace" AS other
         ON other."uploadId" = own."uploadId" AND other."format" = own."format"
        AND other."partKey" <> own."partKey"
       WHERE own."id" = ?`,
    )
    .pluck()
    .all(segments[0]?.traceId ?? '');
