import { setImmediate as turn } from 'node:timers/promises';
import type { RawRecord } from '@/lib/api/body-contract';
import { readEvent } from '@/lib/db/read-event';
import type { AppState } from '@/lib/server/app-state';
import { readRecordAt } from '@/lib/server/uploads/read-records';
import type { RecordRef } from '@/lib/trace/event';
import { eventRecords, unitedRecords } from './event-records';
import { heldRecords } from './held-records';
import { noShare } from './open-share';
import type { SharedReader } from './shared-reader';

type Sources = Pick<AppState, 'store' | 'imports'>;

/**
 * The records of the upload that an event was read from, masked, at most 1 MB of each; only where raw bytes are
 * included, and none that an event was read from that is not shared. Throws AppError `not_found`.
 */
export async function sharedRecords(
  { store, imports }: Sources,
  reader: SharedReader,
  side: string,
  seq: number,
): Promise<RawRecord[]> {
  if (!reader.pins.include.raw) throw noShare();
  const { lineage, traceId } = reader.place(side);
  const isHeld = await heldRecords(store, reader.pins, lineage);
  const records: RawRecord[] = [];
  for (const ref of readEvent(store.raw, lineage, seq)?.records ?? []) {
    if (isHeld(ref)) continue;
    const { path, text, size, cut } = await readRecordAt(store, imports.limits, traceId, ref);
    records.push({ path: reader.text(path), text: reader.text(text, cut), size, cut });
  }
  return records;
}

/** Bytes that are looked through at a time; a value across two of them is seen by the overlap. */
const window = 1 << 20;
const overlap = 1 << 14;

/** All raw text that `sharedRecords` can give of a trace, unmasked: for looking through it. */
export async function* rawTexts(
  { store, imports }: Sources,
  reader: SharedReader,
  side: string,
): AsyncGenerator<string> {
  if (!reader.pins.include.raw) return;
  const { lineage, traceId } = reader.place(side);
  const isHeld = await heldRecords(store, reader.pins, lineage);
  const refs: RecordRef[] = [];
  for (const { traceId: owner, fromSeq, toSeq } of lineage.segments)
    for (const ref of await eventRecords(store, owner, fromSeq, toSeq))
      if (!isHeld(ref)) refs.push(ref);
  for (const [file, start, end] of unitedRecords(refs)) {
    for (let from = start; from < end; from += window - overlap) {
      const piece: RecordRef = [file, from, Math.min(end, from + window)];
      yield (await readRecordAt(store, imports.limits, traceId, piece)).text;
      await turn();
      if (from + window >= end) break;
    }
  }
}
