import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Lineage } from '@/lib/db/lineage';
import { readStateEvents } from '@/lib/db/read-state-events';
import type { Store } from '@/lib/db/store';
import { type StateEntry, StateFold } from '@/lib/replay/state/state-fold';

/** Other requests get their turn after this many events. */
const batch = 100;

interface StateWish {
  /** Whoever asked has gone: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Events that do not count. */
  without?: ReadonlySet<number>;
}

/** Every key as it stands after the event `seq`, values and tombstones included; nothing for -1. */
export async function stateAfter(
  store: Store,
  lineage: Lineage,
  seq: number,
  { signal, without }: StateWish = {},
): Promise<StateEntry[]> {
  const fold = new StateFold();
  let read = 0;
  for (const event of readStateEvents(store.raw, lineage, 0, seq + 1)) {
    if (!without?.has(event.seq)) fold.add(event);
    read += 1;
    if (read % batch !== 0) continue;
    await nextTurn();
    signal?.throwIfAborted();
  }
  return fold.read();
}
