/** A map by three texts, which are never joined. */
export class TupleMap<Value> {
  readonly #root = new Map<string, Map<string, Map<string, Value>>>();

  get(a: string, b: string, c: string): Value | undefined {
    return this.#root.get(a)?.get(b)?.get(c);
  }

  set(a: string, b: string, c: string, value: Value): void {
    const under = this.#root.get(a) ?? new Map<string, Map<string, Value>>();
    const last = under.get(b) ?? new Map<string, Value>();
    this.#root.set(a, under.set(b, last.set(c, value)));
  }

  /** In the order in which each level was first seen. */
  *values(): Generator<Value> {
    for (const under of this.#root.values())
      for (const last of under.values()) yield* last.values();
  }
}
