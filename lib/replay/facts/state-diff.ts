import { diffFacts, type Transition, unchangedFacts } from './diff-facts';
import type { Fact, FactKind } from './fact';

/** Two moments, of one run or of two: what changed, and what is the same on both sides, as the right one has it. */
export interface StateDiff {
  transitions: Transition[];
  /** By kind; kinds without any are left out. */
  unchanged: { kind: FactKind; count: number }[];
  same: Fact[];
}

/** Both sides as `FactFold.read` gives them. */
export function stateDiff(before: readonly Fact[], after: readonly Fact[]): StateDiff {
  const same = unchangedFacts(before, after);
  const counts = new Map<FactKind, number>();
  for (const { kind } of same) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return {
    transitions: diffFacts(before, after),
    unchanged: [...counts].map(([kind, count]) => ({ kind, count })),
    same,
  };
}
