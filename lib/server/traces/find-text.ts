import type { Lineage } from '@/lib/db/lineage';
import { readOutline } from '@/lib/db/read-outline';
import { type ScannedEvent, scanEvents, scanMessages } from '@/lib/db/scan-texts';
import type { Store } from '@/lib/db/store';
import { eventTexts, messageTexts } from '@/lib/replay/query/event-texts';
import type { Test } from '@/lib/replay/query/query';
import { textTest } from '@/lib/replay/query/value-test';
import { pauses } from '@/lib/server/pauses';
import type { Message } from '@/lib/trace/message';

type Source = Pick<Store, 'raw' | 'outlines'>;

/** Rows of the outline that are looked at in one go. */
const page = 2000;

/**
 * One byte an event: 1 where it holds a text that stands the test, in what it says, was sent anew or carries, in its
 * line and names. Others get their turn all the while. Rejects with the signal's reason once nobody waits any more.
 */
export function findText(
  source: Source,
  lineage: Lineage,
  test: Test,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const holds = textTest(test);
  const words = test.type === 'contains' || test.type === 'equals' ? test.text : null;
  return scan(source, lineage, words, signal, {
    // Stored by this version, or brought up to it: a check of each would cost more than the search.
    message: (body) => messageTexts(JSON.parse(body) as Message).some(holds),
    event: ({ seq: _, body, ...texts }) =>
      eventTexts({ ...texts, ...JSON.parse(body) }).some(holds),
  });
}

/** 1 where the words may stand in the event, as it is stored: no other event can hold them in any of its values. */
export const mayHold = (
  source: Source,
  lineage: Lineage,
  words: string,
  signal?: AbortSignal,
): Promise<Uint8Array> =>
  scan(source, lineage, words, signal, { message: () => true, event: () => true });

interface Judge {
  message(body: string): boolean;
  event(row: ScannedEvent): boolean;
}

async function scan(
  source: Source,
  lineage: Lineage,
  words: string | null,
  signal: AbortSignal | undefined,
  judge: Judge,
): Promise<Uint8Array> {
  const pause = pauses(signal);
  /** How many messages before a position hold it. */
  const before = new Uint32Array(lineage.messages + 1);
  for (const rows of scanMessages(source.raw, lineage, words)) {
    for (const { position, body } of rows) {
      if (judge.message(body)) before[position + 1] = 1;
      await pause();
    }
    // Also where the database turned all of them down.
    await pause();
  }
  for (let at = 1; at < before.length; at += 1)
    before[at] = (before[at] ?? 0) + (before[at - 1] ?? 0);
  const meets = (ranges: readonly (readonly [number, number])[] = []): boolean =>
    ranges.some(
      ([start, end]) => (before[Math.min(end, lineage.messages)] ?? 0) > (before[start] ?? 0),
    );
  const found = new Uint8Array(lineage.events);
  for (const rows of scanEvents(source.raw, lineage, words)) {
    for (const row of rows) {
      if (judge.event(row)) found[row.seq] = 1;
      await pause();
    }
    await pause();
  }
  for (let from = 0; from < lineage.events; from += page) {
    for (const { seq, said, saw } of readOutline(source, lineage, from, page)) {
      if (found[seq] !== 1 && (meets(said?.append) || meets(saw?.append))) found[seq] = 1;
    }
    await pause();
  }
  return found;
}
