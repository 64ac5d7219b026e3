import type { Band } from './band';
import type { GapCosts } from './gap-costs';
import { Moves, move } from './moves';
import { parameters } from './parameters';
import { ScoreRows } from './score-rows';
import { voteRows } from './vote-rows';
import type { WeighedRuns } from './weigh-steps';

/**
 * States of the walk through both runs. In sync, and rejoined, the last step was a pair, a step that only the
 * failing run has, or one that only the reference has (affine gaps need to know). Off course nothing is paired.
 */
export const states = 7;
export const off = 3;
const rejoined = 4;

export interface AlignedSteps {
  moves: Moves;
  /** State in which the best walk ends. */
  end: number;
  /** Scores of the best walks that never leave, that leave, and that rejoin. */
  scores: { same: number; diverged: number; reconverged: number };
  /** Score of the best walk that leaves before this failing step, by its index, and never rejoins. */
  leaving: Float64Array;
}

const never = Number.NEGATIVE_INFINITY;

/** Costs off the course from each step to the end. */
function wanderedFrom(costs: Float64Array): Float64Array {
  const total = new Float64Array(costs.length + 1);
  for (let at = costs.length - 1; at >= 0; at -= 1)
    total[at] = (total[at + 1] ?? 0) + (costs[at] ?? 0);
  return total;
}

/** What a step without a partner costs at most, by its vote with the step that the other run has just passed. */
function repeatCost(vote: number): number {
  const { gapOpen, retryCost, repeatFrom, repeatFull } = parameters;
  if (vote <= repeatFrom) return gapOpen;
  const share = Math.min(1, (vote - repeatFrom) / (repeatFull - repeatFrom));
  return (1 - share) * gapOpen + share * retryCost;
}

/** The best state of the last cell, and the best score of each verdict. */
function ending(scores: ScoreRows): Pick<AlignedSteps, 'end' | 'scores'> {
  const last = scores.here.subarray(scores.at, scores.at + states);
  const best = (from: number, to: number): number => {
    let end = from;
    for (let state = from; state < to; state += 1)
      if ((last[state] ?? never) > (last[end] ?? never)) end = state;
    return end;
  };
  const synced = best(0, off);
  const same = last[synced] ?? never;
  const diverged = last[off] ?? never;
  const reconverged = last[best(rejoined, states)] ?? never;
  const end = best(0, states);
  const isLone = end === off && diverged - same < parameters.forkLead;
  return { end: isLone ? synced : end, scores: { same, diverged, reconverged } };
}

/**
 * The best walk from the beginning to the end of both runs, by dynamic programming over the cells of the band:
 * scores of three rows at a time, and one byte a state and cell for the way back.
 */
export function alignSteps(
  runs: WeighedRuns,
  band: Band,
  onlyReference: GapCosts,
  onlyFailing: GapCosts,
): AlignedSteps {
  const rows = runs.reference.length;
  const columns = runs.failing.length;
  const moves = new Moves(band, states);
  const scores = new ScoreRows(columns, states, moves);
  const votesOf = voteRows(runs);
  const rejoin =
    parameters.rejoin + Math.max(0, Math.log(Math.max(rows, columns) / parameters.detourLength));
  const { leave, swapCost } = parameters;
  const rowsLeft = wanderedFrom(onlyReference.wander);
  const columnsLeft = wanderedFrom(onlyFailing.wander);
  const leaving = new Float64Array(columns + 1).fill(never);
  let votes = votesOf(-1, 0, 0).votes;
  let votesAbove = votes;

  for (let row = 0; row <= rows; row += 1) {
    const low = band.low[row] ?? 0;
    const high = band.high[row] ?? columns;
    scores.nextRow(low, high);
    const { here, above, aboveThat } = scores;
    if (row > 0) {
      votesAbove = votes;
      const to = Math.min(columns, band.high[row + 1] ?? high);
      votes = votesOf(row - 1, Math.max(0, low - 2), to).votes;
    }
    const wanderRow = onlyReference.wander[row - 1] ?? 0;

    for (let column = low; column <= high; column += 1) {
      scores.goTo(column);
      const { at } = scores;
      const left = at - states;
      if (row === 0 && column === 0) here[at] = 0;
      const isInner = row > 0 && column > 0;
      const vote = isInner ? (votes[column - 1] ?? never) : never;
      const swap =
        row > 1 && column > 1
          ? (votesAbove[column - 1] ?? never) + (votes[column - 2] ?? never) - swapCost
          : never;
      // Either step may repeat the one that the other run has just passed.
      const repeated = repeatCost(vote);
      const openColumn = Math.min(repeated, onlyFailing.open[column - 1] ?? 0);
      const extendColumn = Math.min(repeated, onlyFailing.extend[column - 1] ?? 0);
      const openRow = Math.min(repeated, onlyReference.open[row - 1] ?? 0);
      const extendRow = Math.min(repeated, onlyReference.extend[row - 1] ?? 0);

      for (let pair = 0; pair <= rejoined; pair += rejoined) {
        const right = pair + 1;
        const down = pair + 2;
        if (pair === rejoined) {
          for (let state = 0; state < off; state += 1)
            scores.put(off, (here[at + state] ?? never) - leave, state, move.stay);
          const wanderColumn = column > 0 ? (onlyFailing.wander[column - 1] ?? 0) : 0;
          scores.put(off, (here[left + off] ?? never) - wanderColumn, off, move.right);
          scores.put(off, (above[at + off] ?? never) - wanderRow, off, move.down);
          scores.put(rejoined, (here[at + off] ?? never) - rejoin, off, move.stay);
        }
        for (let state = pair; state <= down; state += 1)
          scores.put(pair, (above[left + state] ?? never) + vote, state, move.pair);
        for (let state = pair; state <= down; state += 1)
          scores.put(pair, (aboveThat[left - states + state] ?? never) + swap, state, move.swap);
        scores.put(right, (here[left + pair] ?? never) - openColumn, pair, move.right);
        scores.put(right, (here[left + right] ?? never) - extendColumn, right, move.right);
        scores.put(right, (here[left + down] ?? never) - openColumn, down, move.right);
        scores.put(down, (above[at + pair] ?? never) - openRow, pair, move.down);
        scores.put(down, (above[at + down] ?? never) - extendRow, down, move.down);
        scores.put(down, (above[at + right] ?? never) - openRow, right, move.down);
      }
      const synced = Math.max(here[at] ?? never, here[at + 1] ?? never, here[at + 2] ?? never);
      const score = synced - leave - (rowsLeft[row] ?? 0) - (columnsLeft[column] ?? 0);
      if (score > (leaving[column] ?? never)) leaving[column] = score;
    }
  }
  return { moves, leaving, ...ending(scores) };
}
