import type { Lineage, Segment } from '@/lib/db/lineage';

/** Rows that several traces of a share borrow from one another: each is looked at once. */
export class LookedAt {
  readonly #eventsTo = new Map<string, number>();
  readonly #messages = new Map<string, Set<number>>();
  readonly #bodies = new Set<string>();

  /** Events `[from, to)` of a borrowed stretch that were not looked at before; from now on they were. */
  newEvents({ traceId, fromSeq, toSeq }: Segment): [from: number, to: number] {
    // Whoever borrows from a trace borrows from its beginning on.
    const from = Math.max(fromSeq, this.#eventsTo.get(traceId) ?? 0);
    this.#eventsTo.set(traceId, Math.max(from, toSeq));
    return [from, toSeq];
  }

  /** Whether a message was not looked at before; from now on it was. */
  isNewMessage({ segments }: Lineage, position: number): boolean {
    const owner = segments.find(
      ({ fromPosition, toPosition }) => fromPosition <= position && position < toPosition,
    );
    return isNew(this.#messages, owner, position);
  }

  /** Of what is named by its content: setups and media. */
  isNewBody(hash: string): boolean {
    const fresh = !this.#bodies.has(hash);
    this.#bodies.add(hash);
    return fresh;
  }
}

function isNew(seen: Map<string, Set<number>>, owner: Segment | undefined, at: number): boolean {
  if (!owner) return false;
  const known = seen.get(owner.traceId) ?? new Set();
  seen.set(owner.traceId, known);
  const fresh = !known.has(at);
  known.add(at);
  return fresh;
}
