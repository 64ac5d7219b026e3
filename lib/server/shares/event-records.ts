import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import type { Store } from '@/lib/db/store';
import { type RecordRef, recordRefSchema } from '@/lib/trace/event';

const batch = 1000;
const recordsSchema = z.array(recordRefSchema);

/** Where the own events `[from, to)` of a trace were read from. Others get their turn meanwhile. */
export async function eventRecords(
  store: Store,
  traceId: string,
  from: number,
  to = Number.MAX_SAFE_INTEGER,
): Promise<RecordRef[]> {
  const rows = store.raw.prepare<
    [string, number, number, number],
    { seq: number; records: string }
  >(
    `SELECT "seq", "records" FROM "Event"
     WHERE "traceId" = ? AND "seq" >= ? AND "seq" < ? ORDER BY "seq" LIMIT ?`,
  );
  const refs: RecordRef[] = [];
  for (let at = from; ; ) {
    const some = rows.all(traceId, at, to, batch);
    for (const { records } of some) refs.push(...recordsSchema.parse(JSON.parse(records)));
    if (some.length < batch) return refs;
    at = (some.at(-1)?.seq ?? at) + 1;
    await turn();
  }
}

/** The same bytes, each once, in order. */
export function unitedRecords(refs: readonly RecordRef[]): RecordRef[] {
  const sorted = [...refs].sort(([f, a], [g, b]) => f - g || a - b);
  const ranges: RecordRef[] = [];
  for (const [file, start, end] of sorted) {
    const last = ranges.at(-1);
    if (last?.[0] === file && start <= last[2]) last[2] = Math.max(last[2], end);
    else ranges.push([file, start, end]);
  }
  return ranges;
}

/** Whether a record has bytes in common with one of the united ones. */
export function meetsRecords(ranges: readonly RecordRef[], [file, start, end]: RecordRef): boolean {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const [f, , b] = ranges[middle] ?? [0, 0, 0];
    if (f < file || (f === file && b <= start)) low = middle + 1;
    else high = middle;
  }
  const [f, a] = ranges[low] ?? [-1, 0];
  return f === file && a < end;
}
