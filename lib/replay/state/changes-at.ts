import { operationsOf, type StateEvent } from './operation';
import { compareKeys, type KeyName, type StateEntry, StateFold } from './state-fold';

/** What one event did to one key: how it stood before (null: never written) and after. */
export interface StateChange extends KeyName {
  before: StateEntry | null;
  after: StateEntry;
}

/**
 * What an event changed, by key; a key written several times within it has one change. `before` gives how a
 * key stood before the event.
 */
export function changesAt(
  event: StateEvent,
  before: (name: KeyName) => StateEntry | null | undefined,
): StateChange[] {
  const own = new StateFold();
  own.add(event);
  if (operationsOf(event).length === 0) return [];
  return own
    .read()
    .map((after) => {
      const { namespace, agent, key } = after;
      const was = before({ namespace, agent, key }) ?? null;
      const writes = after.writes + (was?.writes ?? 0);
      return { namespace, agent, key, before: was, after: { ...after, writes } };
    })
    .sort(compareKeys);
}
