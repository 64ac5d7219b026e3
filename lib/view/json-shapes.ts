import type { Json } from '@/lib/trace/json';

/** Tells equal JSON values by equal numbers, however large they are: each part is looked at once. */
export class JsonShapes {
  readonly #known = new Map<string, number>();
  readonly #seen = new WeakMap<object, number>();

  /** The same number for two values exactly where they are the same JSON, whatever the order of their keys. */
  of(value: Json): number {
    if (value === null || typeof value !== 'object')
      // JSON has one zero.
      return this.#number(value === 0 ? '0' : `${typeof value}${value}`);
    const seen = this.#seen.get(value);
    if (seen !== undefined) return seen;
    const shape = this.#number(
      Array.isArray(value)
        ? `[${value.map((item) => this.of(item)).join()}`
        : `{${Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, item]) => `${JSON.stringify(key)}${this.of(item)}`)
            .join()}`,
    );
    this.#seen.set(value, shape);
    return shape;
  }

  #number(spelt: string): number {
    const known = this.#known.get(spelt);
    if (known !== undefined) return known;
    this.#known.set(spelt, this.#known.size);
    return this.#known.size - 1;
  }
}
