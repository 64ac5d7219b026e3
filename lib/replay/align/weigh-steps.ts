import { parameters } from './parameters';
import type { Step } from './step';
import { wordsOf } from './words';

/** A step as a set of weighted words. */
export interface WeighedStep {
  step: Step;
  /** Kind and name. */
  head: string;
  /** Ids of its words, ascending, each once. */
  words: Int32Array;
  /** Sum of the weights of its words. */
  weight: number;
}

export interface WeighedRuns {
  reference: WeighedStep[];
  failing: WeighedStep[];
  /** Information of a word by its id: rare words say more. */
  weights: Float64Array;
  /** Number of words that were seen. */
  vocabulary: number;
}

/** Words get ids in order of their first appearance, so that sums come out alike on every run. */
export function weighSteps(reference: readonly Step[], failing: readonly Step[]): WeighedRuns {
  const ids = new Map<string, number>();
  const stepsWith: number[] = [];
  const setOf = (step: Step): Int32Array => {
    const found = new Set<number>();
    for (const word of wordsOf(step.text)) {
      const id = ids.get(word) ?? ids.size;
      ids.set(word, id);
      found.add(id);
    }
    for (const id of found) stepsWith[id] = (stepsWith[id] ?? 0) + 1;
    return Int32Array.from(found).sort();
  };
  const sets = [...reference, ...failing].map(setOf);
  const weights = Float64Array.from(stepsWith, (count) =>
    count === 1 ? parameters.loneWordWeight : Math.log(1 + sets.length / count),
  );
  const weigh = (step: Step, words: Int32Array = new Int32Array()): WeighedStep => ({
    step,
    head: `${step.kind}\0${step.name}`,
    words,
    weight: words.reduce((sum, id) => sum + (weights[id] ?? 0), 0),
  });
  return {
    reference: reference.map((step, at) => weigh(step, sets[at])),
    failing: failing.map((step, at) => weigh(step, sets[reference.length + at])),
    weights,
    vocabulary: ids.size,
  };
}
