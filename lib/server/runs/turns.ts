/** One thing at a time per name, in the order in which they were asked for. */
export class Turns {
  readonly #turns = new Map<string, Promise<unknown>>();

  /** Fails as `work` does, and lets the next one have its turn all the same. */
  take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(name) ?? Promise.resolve()).catch(() => undefined).then(work);
    this.#turns.set(name, turn);
    const forget = () => {
      if (this.#turns.get(name) === turn) this.#turns.delete(name);
    };
    turn.then(forget, forget);
    return turn;
  }
}
