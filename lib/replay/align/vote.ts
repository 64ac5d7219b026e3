import { parameters } from './parameters';
import type { WeighedStep } from './weigh-steps';

/** Weight of the words that both steps hold. */
export function sharedWeight(a: WeighedStep, b: WeighedStep, weights: Float64Array): number {
  let sum = 0;
  for (let x = 0, y = 0; x < a.words.length && y < b.words.length; ) {
    const left = a.words[x] ?? 0;
    const right = b.words[y] ?? 0;
    if (left === right) sum += weights[left] ?? 0;
    if (left <= right) x += 1;
    if (right <= left) y += 1;
  }
  return sum;
}

/** Share of both steps' weight that is shared, 0 to 1. */
export const dice = (shared: number, a: number, b: number): number =>
  a + b === 0 ? 1 : (2 * shared) / (a + b);

/** Share of the lighter step's weight that the other holds, 0 to 1: dropped text costs little here. */
export const contained = (shared: number, a: number, b: number): number =>
  a + b === 0 ? 1 : shared / Math.max(1e-9, Math.min(a, b));

/** What a pair of steps says: above 0 for "the same step", below 0 against it. */
export function voteOf(a: WeighedStep, b: WeighedStep, shared: number): number {
  const sameHead = a.head === b.head;
  if (a.words.length === 0 && b.words.length === 0)
    return sameHead ? parameters.emptyVote : parameters.emptyOtherVote;
  const { neutralSimilarity, voteScale, unlikeFactor, diceShare } = parameters;
  const similarity =
    diceShare * dice(shared, a.weight, b.weight) +
    (1 - diceShare) * contained(shared, a.weight, b.weight);
  const information = Math.min(a.weight, b.weight);
  const loudness = information / (information + parameters.halfVoteWeight);
  const slope = voteScale * (similarity < neutralSimilarity ? unlikeFactor : 1);
  const vote = (similarity - neutralSimilarity) * slope * loudness;
  const bounded = Math.max(parameters.minVote, Math.min(parameters.maxVote, vote));
  return sameHead ? bounded : bounded - parameters.otherHead;
}
