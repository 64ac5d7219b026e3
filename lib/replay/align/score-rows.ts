import type { Moves } from './moves';

const never = Number.NEGATIVE_INFINITY;

/** Two columns before the first, so that no step back needs a check. */
const padding = 2;

/** Scores by state of the last three rows of cells; what is outside of the band is `-Infinity`. */
export class ScoreRows {
  here: Float64Array;
  above: Float64Array;
  aboveThat: Float64Array;
  /** Place of the first state of the cell that is being scored, in each row; and in `moves`. */
  at = 0;
  #cell = 0;
  #row = -1;
  readonly #states: number;
  readonly #moves: Moves;

  constructor(columns: number, states: number, moves: Moves) {
    const row = () => new Float64Array((columns + padding + 1) * states).fill(never);
    [this.here, this.above, this.aboveThat] = [row(), row(), row()];
    this.#states = states;
    this.#moves = moves;
  }

  /** Begins the next row, whose cells go from `low` to `high`. */
  nextRow(low: number, high: number): void {
    [this.here, this.above, this.aboveThat] = [this.aboveThat, this.here, this.above];
    // The next rows look at most two columns to the left, and no further right than they may go.
    this.here.fill(never, low * this.#states, (high + padding + 1) * this.#states);
    this.#row += 1;
  }

  goTo(column: number): void {
    this.at = (column + padding) * this.#states;
    this.#cell = this.#moves.cell(this.#row, column);
  }

  /** Keeps a score of a state of this cell where it is the best so far; the first of equals stays. */
  put(state: number, score: number, from: number, kind: number): void {
    if (score <= (this.here[this.at + state] ?? never)) return;
    this.here[this.at + state] = score;
    this.#moves.set(this.#cell + state, from, kind);
  }
}
