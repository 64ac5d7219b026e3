import type { Operation } from '@/lib/trace/event';

/** Where a counter of versions does not rise. */
export interface Restart {
  key: string;
  from: number;
  to: number;
}

/**
 * Follows versions, which rise by one with each write and delete of a key as long as the daemon runs. They order
 * nothing; that they begin again tells that it was restarted.
 */
export class VersionWatch {
  readonly #last = new Map<string, number>();

  /** The first key of the transaction whose version does not rise any more, once per restart. */
  add(operations: readonly Operation[], lane: string): Restart | null {
    let found: Restart | null = null;
    for (const operation of operations) {
      if (operation.version === undefined) continue;
      const name = nameOf(operation, lane);
      const from = this.#last.get(name);
      if (from !== undefined && operation.version <= from && !found) {
        found = { key: operation.key, from, to: operation.version };
        // What the others had reached before says nothing about what comes now.
        this.#last.clear();
      }
      this.#last.set(name, operation.version);
    }
    return found;
  }
}

const nameOf = ({ namespace, agent, key }: Operation, lane: string): string =>
  JSON.stringify([namespace ?? null, agent ?? lane, key]);

/** A key that stands twice in one transaction without a higher version: two agents' keys, and whose is not said. */
export function mixedKey(operations: readonly Operation[], lane: string): string | null {
  const seen = new Map<string, number>();
  for (const operation of operations) {
    if (operation.version === undefined) continue;
    const name = nameOf(operation, lane);
    if ((seen.get(name) ?? -1) >= operation.version) return operation.key;
    seen.set(name, operation.version);
  }
  return null;
}
