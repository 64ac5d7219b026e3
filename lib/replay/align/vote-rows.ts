import { lowerBound } from './lower-bound';
import { voteOf } from './vote';
import type { WeighedRuns } from './weigh-steps';

/** Votes of one step of the reference with a stretch of the failing run, computed when asked for. */
export interface VoteRow {
  /** Votes by the index of the failing step; `-Infinity` outside of the stretch. */
  votes: Float64Array;
  from: number;
  to: number;
}

/**
 * Gives rows of votes one after another, in three buffers that take turns: a row holds until the third call
 * after it. Words are looked up in an index, so that a pair costs no more than what it shares.
 */
export function voteRows({ reference, failing, weights, vocabulary }: WeighedRuns) {
  const holders: number[][] = Array.from({ length: vocabulary }, () => []);
  failing.forEach((step, at) => {
    for (const word of step.words) holders[word]?.push(at);
  });
  const empty = (): VoteRow => ({
    votes: new Float64Array(failing.length + 1).fill(Number.NEGATIVE_INFINITY),
    from: 0,
    to: 0,
  });
  const buffers = [empty(), empty(), empty()];

  /** `from` included, `to` not; both must not descend from one call to the next. */
  return (at: number, from: number, to: number): VoteRow => {
    const row = buffers[at % 3] ?? empty();
    row.votes.fill(Number.NEGATIVE_INFINITY, row.from, row.to);
    row.votes.fill(0, from, to);
    row.from = from;
    row.to = to;
    const step = reference[at];
    if (!step) return row;
    for (const word of step.words) {
      const list = holders[word] ?? [];
      const weight = weights[word] ?? 0;
      for (let next = lowerBound(list, from); next < list.length; next += 1) {
        const other = list[next] ?? to;
        if (other >= to) break;
        row.votes[other] = (row.votes[other] ?? 0) + weight;
      }
    }
    for (let other = from; other < to; other += 1) {
      const partner = failing[other];
      if (partner) row.votes[other] = voteOf(step, partner, row.votes[other] ?? 0);
    }
    return row;
  };
}
