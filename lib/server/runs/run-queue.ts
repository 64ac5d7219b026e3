interface Entry {
  id: string;
  traceId: string;
}

/** Places for runs: so many at once, the others in the order in which they came. */
export class RunQueue {
  /** Each stay is told apart from the next one of the same run. */
  readonly #places = new Set<symbol>();
  readonly #waiting: Entry[] = [];
  #closed = false;

  /** @param begin called when a place has become free for a run that waited; it has that place */
  constructor(
    private readonly max: number,
    private readonly begin: (entry: Entry, place: symbol) => void,
  ) {}

  /** A place at once, or null: then it waits. */
  enter(entry: Entry): symbol | null {
    if (!this.#closed && this.#places.size < this.max && this.#waiting.length === 0) {
      return this.#take();
    }
    this.#waiting.push(entry);
    return null;
  }

  leave(place: symbol): void {
    this.#places.delete(place);
    while (!this.#closed && this.#places.size < this.max) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.begin(next, this.#take());
    }
  }

  /** Takes a run out that has not begun. */
  remove(id: string): void {
    const at = this.#waiting.findIndex((entry) => entry.id === id);
    if (at >= 0) this.#waiting.splice(at, 1);
  }

  /** How many come before it. */
  ahead(id: string): number {
    return Math.max(
      0,
      this.#waiting.findIndex((entry) => entry.id === id),
    );
  }

  get waiting(): readonly Entry[] {
    return this.#waiting;
  }

  /** Nothing begins any more. */
  close(): void {
    this.#closed = true;
    this.#waiting.length = 0;
  }

  #take(): symbol {
    const place = Symbol('place');
    this.#places.add(place);
    return place;
  }
}
