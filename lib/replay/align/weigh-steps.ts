import { parameters } from './parameters';
import type { Step } from './step';
import { dice, sharedWeight } from './vote';
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

/** Neighbouring words as one, `size` of them; the words themselves where there are no more. */
function shingles(words: readonly string[], size: number): readonly string[] {
  if (size === 1 || words.length <= size) return words;
  return words.slice(size - 1).map((_, at) => words.slice(at, at + size).join(' '));
}

/** Words get ids in order of their first appearance, so that sums come out alike on every run. */
function weighShingles(
  reference: readonly Step[],
  failing: readonly Step[],
  size: number,
): WeighedRuns {
  const ids = new Map<string, number>();
  const stepsWith: number[] = [];
  const setOf = (step: Step): Int32Array => {
    const found = new Set<number>();
    for (const word of shingles(wordsOf(step.text), size)) {
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

/** How alike different steps of one run are, at the median: steps that are not near each other, of one kind and name. */
function background({ reference, failing, weights }: WeighedRuns): number {
  const found = [reference, failing].flatMap((run) => {
    const every = Math.ceil(run.length / parameters.backgroundSteps);
    const some = run.filter((_, at) => at % every === 0);
    return some.flatMap((step, at) => {
      const others = some.filter(
        (other, from) => Math.abs(from - at) > 2 && other.head === step.head && other.weight > 0,
      );
      if (step.weight === 0 || others.length === 0) return [];
      const likeness = others.map((other) =>
        dice(sharedWeight(step, other, weights), step.weight, other.weight),
      );
      return [likeness.reduce((sum, one) => sum + one, 0) / likeness.length];
    });
  });
  return found.sort((a, b) => a - b)[found.length >> 1] ?? 0;
}

/**
 * Steps as sets of weighted words; where different steps of a run hold nearly the same words, as long texts
 * do, of neighbouring words, as few as tell the steps apart.
 */
export function weighSteps(reference: readonly Step[], failing: readonly Step[]): WeighedRuns {
  const words = weighShingles(reference, failing, 1);
  if (background(words) <= parameters.likeBackground) return words;
  for (let size = 2; size <= parameters.longestShingle; size += 1) {
    const runs = weighShingles(reference, failing, size);
    if (background(runs) <= parameters.toldApart) return runs;
  }
  return words;
}
