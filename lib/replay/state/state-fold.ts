import type { Json } from '@/lib/trace/json';
import { compareText } from './compare-text';
import { operationsOf, type StateEvent, type StateOperation } from './operation';
import { TupleMap } from './tuple-map';

/** A key as it stands at some event. */
export interface StateEntry {
  /** '' where the trace names none. */
  namespace: string;
  /** Whose key it is. */
  agent: string;
  key: string;
  /** null for a tombstone. */
  value: Json | null;
  /** It was deleted, and stays listed as a tombstone. */
  deleted: boolean;
  /** As the last operation recorded it; null where it recorded none. */
  version: number | null;
  /** The event that wrote or deleted it last. */
  seq: number;
  /** How often it was written or deleted so far. */
  writes: number;
}

/** What names a key. Never joined into one text: ("a:b", "c") and ("a", "b:c") are two. */
export type KeyName = Pick<StateEntry, 'namespace' | 'agent' | 'key'>;

/** By namespace, then agent, then key, each by code point. */
export const compareKeys = (a: KeyName, b: KeyName): number =>
  compareText(a.namespace, b.namespace) ||
  compareText(a.agent, b.agent) ||
  compareText(a.key, b.key);

/**
 * State as a fold over events. Events must be added in trace order: order is that of adding alone, never
 * that of versions (which restart) or of commit counters.
 */
export class StateFold {
  readonly #entries = new TupleMap<StateEntry>();

  /** Events that carry no operations change nothing. */
  add(event: StateEvent): void {
    for (const operation of operationsOf(event)) this.#apply(operation, event.seq);
  }

  #apply({ namespace, agent, key, op, value, version }: StateOperation, seq: number): void {
    const writes = (this.#entries.get(namespace, agent, key)?.writes ?? 0) + 1;
    const deleted = op === 'delete';
    this.#entries.set(namespace, agent, key, {
      ...{ namespace, agent, key, value, deleted, version, seq, writes },
    });
  }

  /** The key as it stands now. */
  get({ namespace, agent, key }: KeyName): StateEntry | undefined {
    return this.#entries.get(namespace, agent, key);
  }

  /** All keys ever written, tombstones included, by namespace, agent and key. A copy of its own. */
  read(): StateEntry[] {
    return [...this.#entries.values()].sort(compareKeys);
  }
}

/** The state after all these events. */
export function stateAt(events: Iterable<StateEvent>): StateEntry[] {
  const fold = new StateFold();
  for (const event of events) fold.add(event);
  return fold.read();
}
