export interface RowSpan {
  first: number;
  last: number;
}

/** Which rows are in view: told to the change map alone, so that scrolling draws nothing else anew. */
export class VisibleRange {
  #span: RowSpan = { first: 0, last: 0 };
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  readonly get = (): RowSpan => this.#span;

  readonly set = (first: number, last: number): void => {
    if (first === this.#span.first && last === this.#span.last) return;
    this.#span = { first, last };
    for (const changed of this.#listeners) changed();
  };
}
