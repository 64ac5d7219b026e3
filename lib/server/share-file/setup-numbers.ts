/** Setups of all traces of the file, counted from 1 as they come by: each is written once. */
export class SetupNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #sides = new Map<string, string>();

  /** @param side one of the traces that refer to it */
  pass(hash: string, side: string): void {
    if (this.#numbers.has(hash)) return;
    this.#numbers.set(hash, this.#numbers.size + 1);
    this.#sides.set(hash, side);
  }

  numberOf(hash: string): number | null {
    return this.#numbers.get(hash) ?? null;
  }

  get size(): number {
    return this.#numbers.size;
  }

  /** In the order of their numbers. */
  *all(): Generator<{ hash: string; number: number; side: string }> {
    for (const [hash, number] of this.#numbers)
      yield { hash, number, side: this.#sides.get(hash) ?? '' };
  }
}
