import { type AlignedSteps, off, states } from './align-steps';
import { move } from './moves';

/** Two steps taken for the same one. */
export interface StepPair {
  reference: number;
  failing: number;
  /** It and its neighbour stand in the other order. */
  moved: boolean;
}

/** Before these steps; the length of a run where its last step was passed. */
export interface Crossing {
  reference: number;
  failing: number;
}

export interface Walk {
  /** Ascending on the reference's side; on the other one too, but for moved neighbours. */
  pairs: StepPair[];
  left: Crossing | null;
  rejoined: Crossing | null;
}

/** Follows the way back from the end of both runs to their beginning. */
export function traceBack({ moves, end }: AlignedSteps, rows: number, columns: number): Walk {
  const walk: Walk = { pairs: [], left: null, rejoined: null };
  const pair = (reference: number, failing: number, moved: boolean) =>
    walk.pairs.push({ reference, failing, moved });
  let row = rows;
  let column = columns;
  let state = end;
  // Every move but a stay takes a step; there are two stays at most.
  for (let left = rows + columns + states; left > 0; left -= 1) {
    const { from, kind } = moves.get(moves.cell(row, column) + state);
    if (kind === move.none) break;
    if (kind === move.stay) {
      if (from === off) walk.rejoined = { reference: row, failing: column };
      else walk.left = { reference: row, failing: column };
    } else if (kind === move.pair) {
      pair(row - 1, column - 1, false);
      row -= 1;
      column -= 1;
    } else if (kind === move.swap) {
      pair(row - 1, column - 2, true);
      pair(row - 2, column - 1, true);
      row -= 2;
      column -= 2;
    } else if (kind === move.right) column -= 1;
    else row -= 1;
    state = from;
  }
  walk.pairs.reverse();
  return walk;
}
