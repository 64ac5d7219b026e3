import { type OutlinePage, packOutline } from '@/lib/api/outline-page';
import type { Lineage } from '@/lib/db/lineage';
import { readEvent } from '@/lib/db/read-event';
import { readMessages } from '@/lib/db/read-messages';
import { readOutline } from '@/lib/db/read-outline';
import { readSetup } from '@/lib/db/read-parts';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import type { Range } from '@/lib/trace/conversation';
import type { Event } from '@/lib/trace/event';
import type { Message } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';

export function outlinePage(
  store: Store,
  lineage: Lineage,
  { from, limit }: { from: number; limit: number },
): OutlinePage {
  return packOutline(readOutline(store, lineage, from, limit), from, lineage.events);
}

/** Throws AppError `not_found`. */
export function eventAt(store: Store, lineage: Lineage, seq: number): Event {
  const event = readEvent(store.raw, lineage, seq);
  if (event) return event;
  throw new AppError('not_found', `There is no event ${seq}: the trace has ${lineage.events}.`);
}

/** Bodies by pool position; positions beyond the pool are left out. */
export function messagesAt(
  store: Store,
  lineage: Lineage,
  ranges: readonly Range[],
): { position: number; contentHash: string; message: Message }[] {
  return ranges.flatMap((range) =>
    [...readMessages(store.raw, lineage, range)].map(({ position, contentHash, message }) => ({
      ...{ position, contentHash, message },
    })),
  );
}

/** Throws AppError `not_found`. */
export function setupOf(store: Store, lineage: Lineage, hash: string): Setup {
  const setup = readSetup(store.raw, lineage, hash);
  if (setup) return setup;
  throw new AppError('not_found', 'There is no such setup in this trace.');
}
