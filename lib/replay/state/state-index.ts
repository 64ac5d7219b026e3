import { compareText } from './compare-text';
import { operationsOf, type StateEvent } from './operation';
import { compareKeys, type KeyName } from './state-fold';
import { TupleMap } from './tuple-map';

/** Where an operation stands: its event, and its place among that event's operations. */
export interface OperationPlace {
  seq: number;
  index: number;
}

/** A key as it stands at some event, without its value: that is in the event at `seq`. */
export interface IndexedEntry extends KeyName, OperationPlace {
  deleted: boolean;
  version: number | null;
  writes: number;
}

/** Where the recorded version of a key fell back: its counter began anew. */
export interface VersionRestart extends KeyName {
  seq: number;
  before: number;
  after: number;
}

/** What to show of a state; all that is given must hold. */
export interface StateFilter {
  namespace?: string | undefined;
  agent?: string | undefined;
  /** Keys that hold this text, without regard to case. */
  find?: string | undefined;
}

interface Track extends KeyName {
  operations: (OperationPlace & { deleted: boolean; version: number | null })[];
}

interface Order {
  tracks: readonly Track[];
  namespaces: readonly string[];
  agents: readonly string[];
}

/**
 * Every operation of a trace without its value, by key: the state at any event is one binary search per key,
 * however long the trace. Says the same as `StateFold` over the events up to there (tested). Events must be
 * added in trace order.
 */
export class StateIndex {
  readonly #tracks = new TupleMap<Track>();
  readonly #bySeq = new Map<number, Set<Track>>();
  readonly restarts: VersionRestart[] = [];
  #sorted: Order | null = null;
  #operations = 0;

  add(event: StateEvent): void {
    operationsOf(event).forEach(({ namespace, agent, key, op, version }, index) => {
      const track = this.#track({ namespace, agent, key });
      const before = track.operations.at(-1)?.version;
      if (before != null && version !== null && version <= before)
        this.restarts.push({ namespace, agent, key, seq: event.seq, before, after: version });
      track.operations.push({ seq: event.seq, index, deleted: op === 'delete', version });
      const touched = this.#bySeq.get(event.seq) ?? new Set();
      this.#bySeq.set(event.seq, touched.add(track));
      this.#operations += 1;
    });
  }

  /** Writes and deletes in all. */
  get operations(): number {
    return this.#operations;
  }

  /** Names in order of code points, of all of the trace: a filter offers them wherever one stands. */
  get namespaces(): readonly string[] {
    return this.#order().namespaces;
  }

  get agents(): readonly string[] {
    return this.#order().agents;
  }

  /**
   * Keys that were written at or before event `seq`, tombstones included, in the order of `compareKeys`: those from
   * `offset` on, at most `limit`, and how many there are.
   */
  at(
    seq: number,
    {
      offset = 0,
      limit = Infinity,
      ...filter
    }: StateFilter & { offset?: number; limit?: number } = {},
  ): { entries: IndexedEntry[]; total: number } {
    const passes = passing(filter);
    const entries: IndexedEntry[] = [];
    let total = 0;
    for (const track of this.#order().tracks) {
      const [first] = track.operations;
      if (!first || first.seq > seq || !passes(track)) continue;
      const found = total < offset || entries.length >= limit ? null : entryAt(track, seq);
      if (found) entries.push(found);
      total += 1;
    }
    return { entries, total };
  }

  /** Keys that the event at `seq` wrote or deleted, as they stood before it (null: never written) and after. */
  changes(seq: number): { before: IndexedEntry | null; after: IndexedEntry }[] {
    return [...(this.#bySeq.get(seq) ?? [])].sort(compareKeys).flatMap((track) => {
      const after = entryAt(track, seq);
      return after ? { before: entryAt(track, seq - 1), after } : [];
    });
  }

  /** Every operation on one key, in order. */
  history({ namespace, agent, key }: KeyName): readonly OperationPlace[] {
    return this.#tracks.get(namespace, agent, key)?.operations ?? [];
  }

  #track({ namespace, agent, key }: KeyName): Track {
    const known = this.#tracks.get(namespace, agent, key);
    if (known) return known;
    const track: Track = { namespace, agent, key, operations: [] };
    this.#tracks.set(namespace, agent, key, track);
    this.#sorted = null;
    return track;
  }

  /** Sorted once for all that was added so far. */
  #order(): Order {
    if (this.#sorted) return this.#sorted;
    const tracks = [...this.#tracks.values()].sort(compareKeys);
    this.#sorted = {
      tracks,
      namespaces: distinct(tracks.map(({ namespace }) => namespace)),
      agents: distinct(tracks.map(({ agent }) => agent)),
    };
    return this.#sorted;
  }
}

function passing({ namespace, agent, find }: StateFilter): (name: KeyName) => boolean {
  const wanted = find?.toLowerCase() ?? '';
  return (name) =>
    (namespace === undefined || name.namespace === namespace) &&
    (agent === undefined || name.agent === agent) &&
    (wanted === '' || name.key.toLowerCase().includes(wanted));
}

/** How many operations of a key stand at or before event `seq`. */
function countUpTo({ operations }: Track, seq: number): number {
  let [low, high] = [0, operations.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((operations[middle]?.seq ?? Infinity) <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

function entryAt(track: Track, seq: number): IndexedEntry | null {
  const { namespace, agent, key, operations } = track;
  const writes = countUpTo(track, seq);
  const last = operations[writes - 1];
  return last ? { namespace, agent, key, ...last, writes } : null;
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort(compareText);
