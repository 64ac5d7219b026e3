import type { RecordedCall } from './recording';

/** Recorded calls that may stand for each other, in recorded order. */
export class Shelf {
  readonly #row: Row;
  readonly #lanes = new Map<string, Row>();

  constructor(calls: readonly RecordedCall[]) {
    this.#row = new Row(calls);
  }

  /** The first that is not taken, of this lane where there is one; it stays. */
  next(lane: string, taken: ReadonlySet<RecordedCall>): RecordedCall | null {
    const known = this.#lanes.get(lane);
    const own = known ?? new Row(this.#row.calls.filter((call) => call.lane === lane));
    if (!known) this.#lanes.set(lane, own);
    return own.next(taken) ?? this.#row.next(taken);
  }
}

/** What is taken stays taken: the search goes on where it last ended. */
class Row {
  #at = 0;

  constructor(readonly calls: readonly RecordedCall[]) {}

  next(taken: ReadonlySet<RecordedCall>): RecordedCall | null {
    for (; this.#at < this.calls.length; this.#at += 1) {
      const call = this.calls[this.#at];
      if (call && !taken.has(call)) return call;
    }
    return null;
  }
}
