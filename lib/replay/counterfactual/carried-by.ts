import { positionsOf } from '@/lib/trace/conversation';
import { looseSpelling } from '@/lib/trace/identity';
import type { Message } from '@/lib/trace/message';
import type { Outline, OutlineRow } from '@/lib/trace/outline';
import type { ConversationEntry } from '../conversation-at';

/** What `sayersOf` reads of a run. */
export interface SpokenRun {
  outline: Outline;
  message(position: number): Message;
}

/** Events that say anew what others said: their own are only the messages that nobody said before. */
const repeats = (row: OutlineRow): boolean => row.kind === 'edit' || row.kind === 'compaction';

/**
 * Which of some events said which message of a conversation, by index. A message that a later prompt, a compaction or
 * a fork says anew still belongs to the event that said it first: it is known by its place in the pool, by a recorded
 * echo, and where the prompt spells it otherwise by its loose spelling. Where several events said the same words,
 * the last ones in the conversation are theirs who said them last. Linear in outline and conversation.
 */
export function sayersOf(
  run: SpokenRun,
  entries: readonly ConversationEntry[],
  events: ReadonlySet<number>,
): Map<number, number> {
  const found = new Map<number, number>();
  const { outline } = run;
  const carried: number[] = [];
  const heldBack: number[] = [];
  entries.forEach(({ seq }, index) => {
    const row = outline[seq];
    if (!row) return;
    const prompted = row.saw !== null && index < (row.said?.keep ?? Number.POSITIVE_INFINITY);
    if (prompted || repeats(row)) carried.push(index);
    if (prompted || !events.has(seq)) return;
    if (repeats(row)) heldBack.push(index);
    else found.set(index, seq);
  });
  if (carried.length > 0) new CarriedEntries(run, entries, carried).find(events, found);
  const positions = new Set(heldBack.map((index) => entries[index]?.position ?? -1));
  const said = positions.size > 0 ? sayers(outline, positions) : new Map<number, number[]>();
  for (const index of heldBack) {
    const entry = entries[index];
    if (!entry || found.has(index)) continue;
    // What it only kept of what others had said stays.
    if (said.get(entry.position)?.[0] === entry.seq) found.set(index, entry.seq);
  }
  return found;
}

/** Messages of a conversation that some later event says anew. */
class CarriedEntries {
  /** Indexes by what stands there: a pool position, that of the reply that an echo repeats. */
  readonly #byPosition = new Map<number, number[]>();
  #bySpelling: Map<string, number[]> | undefined;

  constructor(
    private readonly run: SpokenRun,
    private readonly entries: readonly ConversationEntry[],
    carried: readonly number[],
  ) {
    const echoes = new Map<number, ReadonlyMap<number, number>>();
    for (const index of carried) {
      const entry = entries[index];
      const by = entry && run.outline[entry.seq];
      if (!entry || !by) continue;
      let known = echoes.get(by.seq);
      if (!known) {
        known = echoesOf(by);
        echoes.set(by.seq, known);
      }
      put(this.#byPosition, known.get(entry.position) ?? entry.position, index);
    }
  }

  find(events: ReadonlySet<number>, found: Map<number, number>): void {
    const { outline } = this.run;
    const wanted = new Map<number, number[]>();
    for (const seq of [...events].sort((a, b) => a - b))
      for (const position of saidPositions(outline[seq])) put(wanted, position, seq);
    const said = sayers(outline, {
      has: (position) => wanted.has(position) || this.#byPosition.has(position),
    });
    for (const [position, seqs] of wanted) {
      const places = this.#places(position, said);
      for (const seq of seqs) {
        const index = places.get(seq);
        if (index !== undefined && !found.has(index)) found.set(index, seq);
      }
    }
  }

  /** Which index is whose, for all that said what stands at a position: the last is the last one's. */
  #places(position: number, said: ReadonlyMap<number, readonly number[]>): Map<number, number> {
    const { outline } = this.run;
    const sayers = said.get(position) ?? [];
    const first = sayers[0] ?? Number.POSITIVE_INFINITY;
    const carrier = (index: number | undefined): number => this.entries[index ?? -1]?.seq ?? -1;
    const indexes = [...(this.#byPosition.get(position) ?? []), ...this.#spelled(position, said)]
      .filter((index) => first < carrier(index))
      .sort((a, b) => a - b);
    const last = carrier(indexes.at(-1));
    const before = sayers.filter((seq) => seq < last);
    // The same words of another lane are another's, unless nobody else said them.
    const near = before.filter((seq) => outline[seq]?.lane === outline[last]?.lane);
    const mine = near.length > 0 ? near : before;
    const places = new Map<number, number>();
    for (let step = 1; step <= Math.min(mine.length, indexes.length); step += 1) {
      const [seq, index] = [mine.at(-step), indexes.at(-step)];
      if (seq !== undefined && index !== undefined) places.set(seq, index);
    }
    return places;
  }

  /** What nobody said in just these words, but somebody in nearly these. */
  #spelled(position: number, said: ReadonlyMap<number, readonly number[]>): readonly number[] {
    const { entries, run } = this;
    if (!this.#bySpelling) {
      this.#bySpelling = new Map();
      for (const [at, indexes] of this.#byPosition) {
        if (said.has(at)) continue;
        for (const index of indexes) {
          const entry = entries[index];
          if (entry) put(this.#bySpelling, looseSpelling(run.message(entry.position)), index);
        }
      }
    }
    if (this.#bySpelling.size === 0) return [];
    return this.#bySpelling.get(looseSpelling(run.message(position))) ?? [];
  }
}

function put<Key>(map: Map<Key, number[]>, key: Key, value: number): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

const saidPositions = (row: OutlineRow | undefined): number[] => [
  ...positionsOf(row?.said?.append ?? []),
];

/** Position in the pool of what a prompt added → that of the reply that it repeats. */
function echoesOf({ saw }: OutlineRow): ReadonlyMap<number, number> {
  const echoes = saw?.echoes;
  if (!saw || !echoes) return new Map();
  const positions = [...positionsOf(saw.append)];
  return new Map(echoes.map(([index, reply]) => [positions[index] ?? -1, reply]));
}

/** Events that said what stands at the wanted positions, in their order; one that repeats only where it is the first. */
function sayers(
  outline: Outline,
  wanted: { has(position: number): boolean },
): Map<number, number[]> {
  const said = new Map<number, number[]>();
  for (const row of outline)
    for (const position of positionsOf(row.said?.append ?? []))
      if (wanted.has(position) && !(repeats(row) && said.has(position)))
        put(said, position, row.seq);
  return said;
}
