import { intern, longestAscending, matchSequences } from '../diff/match-sequences';
import { parameters } from './parameters';
import type { WeighedRuns, WeighedStep } from './weigh-steps';
import { wordsOf } from './words';

/** A step of the reference and one of the failing run that are probably the same. */
export type Anchor = [reference: number, failing: number];

const spelling = ({ head, step }: WeighedStep): string => `${head}\0${step.text}`;

/** Steps that are equal on both sides, in common order. */
function equalSteps(reference: readonly WeighedStep[], failing: readonly WeighedStep[]): Anchor[] {
  const [a = [], b = []] = intern(reference.map(spelling), failing.map(spelling));
  return matchSequences(a, b, 0).matches.flatMap((match) =>
    Array.from({ length: match.length }, (_, at): Anchor => [match.a + at, match.b + at]),
  );
}

/** Hashes of all neighbouring words of a step, each once, of which one in `every` is kept. */
function shingles({ step }: WeighedStep, every: number): Set<number> {
  const found = new Set<number>();
  let before = 0;
  for (const word of wordsOf(step.text)) {
    let hash = 0;
    for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash, 31) + word.charCodeAt(at);
    const shingle = Math.imul(before, 0x9e3779b1) ^ hash;
    if ((Math.imul(shingle, 0x85ebca6b) >>> 8) % every === 0) found.add(shingle);
    before = hash;
  }
  return found;
}

/** Steps that hold each shingle, as far as they are few. */
function holders(steps: readonly WeighedStep[], anchored: ReadonlySet<number>, every: number) {
  const held = new Map<number, number[]>();
  steps.forEach((step, at) => {
    if (anchored.has(at)) return;
    for (const shingle of shingles(step, every)) {
      const list = held.get(shingle);
      if (!list) held.set(shingle, [at]);
      else if (list.length <= parameters.anchorSteps) list.push(at);
    }
  });
  for (const [shingle, list] of held)
    if (list.length > parameters.anchorSteps) held.delete(shingle);
  return held;
}

/** The partner that a step shares most rare shingles with; the first of equals. */
function strongest(shared: ReadonlyMap<number, number> | undefined): number | null {
  let best: number | null = null;
  let most = parameters.anchorShingles - 1;
  for (const [partner, count] of shared ?? [])
    if (count > most) {
      best = partner;
      most = count;
    }
  return best;
}

/**
 * Pairs that ascend on both sides: equal steps, and between them steps that share more rare neighbouring words
 * with each other than with any other step. They only say where to look; votes decide.
 */
export function anchorsOf({ reference, failing }: WeighedRuns): Anchor[] {
  const same = equalSteps(reference, failing);
  const ofReference = new Set(same.map(([a]) => a));
  const ofFailing = new Set(same.map(([, b]) => b));
  const words = [...reference, ...failing].reduce((sum, step) => sum + step.words.length, 0);
  const every = Math.max(1, Math.ceil(words / parameters.anchorBudget));
  const partners = holders(failing, ofFailing, every);
  const forward = new Map<number, Map<number, number>>();
  const backward = new Map<number, Map<number, number>>();
  const count = (counts: Map<number, Map<number, number>>, from: number, to: number) => {
    const shared = counts.get(from) ?? new Map<number, number>();
    shared.set(to, (shared.get(to) ?? 0) + 1);
    counts.set(from, shared);
  };
  for (const [shingle, steps] of holders(reference, ofReference, every))
    for (const a of steps)
      for (const b of partners.get(shingle) ?? []) {
        count(forward, a, b);
        count(backward, b, a);
      }
  const mutual: Anchor[] = [];
  for (const a of forward.keys()) {
    const b = strongest(forward.get(a));
    if (b !== null && strongest(backward.get(b)) === a) mutual.push([a, b]);
  }
  return longestAscending([...same, ...mutual].sort(([x], [y]) => x - y));
}
