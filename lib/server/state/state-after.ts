import type { Lineage } from '@/lib/db/lineage';
import { readStateEvents } from '@/lib/db/read-state-events';
import type { Store } from '@/lib/db/store';
import { type StateEntry, StateFold } from '@/lib/replay/state/state-fold';
import { pauses } from '@/lib/server/pauses';

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
  const pause = pauses(signal);
  for (const event of readStateEvents(store.raw, lineage, 0, seq + 1)) {
    if (!without?.has(event.seq)) fold.add(event);
    await pause();
  }
  return fold.read();
}
