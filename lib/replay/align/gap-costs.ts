import { parameters } from './parameters';
import { contained, dice, sharedWeight } from './vote';
import type { WeighedStep } from './weigh-steps';

/** What it costs that a step has no partner, by its index. */
export interface GapCosts {
  /** As the first of a gap. */
  open: Float64Array;
  /** After another one of the gap. */
  extend: Float64Array;
  /** Off the common course. */
  wander: Float64Array;
  /** Whether a step repeats one shortly before it. */
  retry: Uint8Array;
}

/** Likeness to a step shortly before of the same kind and name, 0 to 1. */
function repeats(steps: readonly WeighedStep[], at: number, weights: Float64Array): number {
  const step = steps[at];
  let best = 0;
  for (let back = Math.max(0, at - parameters.retryReach); back < at; back += 1) {
    const before = steps[back];
    if (!step || before?.head !== step.head) continue;
    const shared = sharedWeight(step, before, weights);
    const both = dice(shared, step.weight, before.weight);
    const either = (both + contained(shared, step.weight, before.weight)) / 2;
    best = Math.max(best, both, either);
  }
  return best;
}

/** Log lines come between steps; a whole stretch of steps of a kind the other run lacks is a course of its own. */
function logLines(steps: readonly WeighedStep[], known: ReadonlySet<string>): Uint8Array {
  const found = new Uint8Array(steps.length);
  let from = 0;
  for (let at = 0; at <= steps.length; at += 1) {
    const step = steps[at];
    if (step && !known.has(step.head)) continue;
    if (at - from <= parameters.logLineStretch) found.fill(1, from, at);
    from = at + 1;
  }
  return found;
}

/** Retries and log lines are cheap; what is new costs a full gap. Linear in the steps. */
export function gapCosts(
  steps: readonly WeighedStep[],
  other: readonly WeighedStep[],
  weights: Float64Array,
): GapCosts {
  const { gapOpen, gapExtend, retryFrom, retryFull, retryCost } = parameters;
  const known = new Set(other.map((step) => step.head));
  const costs: GapCosts = {
    open: new Float64Array(steps.length).fill(gapOpen),
    extend: new Float64Array(steps.length).fill(gapExtend),
    wander: new Float64Array(steps.length),
    retry: new Uint8Array(steps.length),
  };
  const lone = logLines(steps, known);
  steps.forEach((step, at) => {
    const likeness = repeats(steps, at, weights);
    const share = Math.max(0, Math.min(1, (likeness - retryFrom) / (retryFull - retryFrom)));
    const asRetry = (1 - share) * gapOpen + share * retryCost;
    const asLogLine =
      lone[at] === 0
        ? Number.POSITIVE_INFINITY
        : Math.min(gapOpen, step.weight * parameters.logLineCost) - parameters.logLineRebate;
    const isLogLine = asLogLine < Math.min(asRetry, gapOpen * parameters.logLineMost);
    if (!isLogLine && share <= parameters.retryNoted) return;
    const cost = isLogLine ? asLogLine : asRetry;
    costs.open[at] = cost;
    costs.extend[at] = Math.min(cost, gapExtend);
    costs.wander[at] = Math.max(0, cost) + parameters.wander;
    costs.retry[at] = likeness > retryFull ? 1 : 0;
  });
  return costs;
}
