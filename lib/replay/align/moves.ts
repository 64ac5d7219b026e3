import type { Band } from './band';

/** How a state was reached. */
export const move = { none: 0, stay: 1, pair: 2, right: 3, down: 4, swap: 5 } as const;

/** The way back, one byte for each state of each cell of a band. */
export class Moves {
  readonly #bytes: Uint8Array;
  /** Where a row's cell of column 0 would be. */
  readonly #starts: Float64Array;
  readonly #states: number;

  constructor(band: Band, states: number) {
    this.#states = states;
    this.#starts = new Float64Array(band.low.length);
    let cells = 0;
    band.low.forEach((low, row) => {
      this.#starts[row] = cells - low;
      cells += (band.high[row] ?? low) - low + 1;
    });
    this.#bytes = new Uint8Array(cells * states);
  }

  /** Place of the first state of a cell of the band. */
  cell(row: number, column: number): number {
    return ((this.#starts[row] ?? 0) + column) * this.#states;
  }

  set(place: number, from: number, kind: number): void {
    this.#bytes[place] = (from << 3) | kind;
  }

  /** The state before, and how one came from there; `none` at the beginning. */
  get(place: number): { from: number; kind: number } {
    const byte = this.#bytes[place] ?? 0;
    return { from: byte >> 3, kind: byte & 7 };
  }
}
