import { longestAscending } from '../diff/match-sequences';
import { parameters } from './parameters';
import type { WeighedRuns, WeighedStep } from './weigh-steps';
import { wordsOf } from './words';

/** A step of the reference and one of the failing run that are probably the same. */
export type Anchor = [reference: number, failing: number];

const equal = (a: WeighedStep | undefined, b: WeighedStep | undefined): boolean =>
  a !== undefined && b !== undefined && a.head === b.head && a.step.text === b.step.text;

/** Hashes of all neighbouring words of a step, each once, of which one in `every` is kept. */
function shingles(step: WeighedStep | undefined, every: number): Set<number> {
  const found = new Set<number>();
  let before = 0;
  for (const word of wordsOf(step?.step.text ?? '')) {
    let hash = 0;
    for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash, 31) + word.charCodeAt(at);
    const shingle = Math.imul(before, 0x9e3779b1) ^ hash;
    if ((Math.imul(shingle, 0x85ebca6b) >>> 8) % every === 0) found.add(shingle);
    before = hash;
  }
  return found;
}

/** Steps that hold each shingle, as far as they are few. */
function holders(steps: readonly WeighedStep[], from: number, to: number, every: number) {
  const held = new Map<number, number[]>();
  for (let at = from; at < to; at += 1)
    for (const shingle of shingles(steps[at], every)) {
      const list = held.get(shingle);
      if (!list) held.set(shingle, [at]);
      else if (list.length <= parameters.anchorSteps) list.push(at);
    }
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
 * Pairs that ascend on both sides: equal steps at both ends, and between them steps that share more rare
 * neighbouring words with each other than with any other step. They only say where to look; votes decide.
 */
export function anchorsOf({ reference, failing }: WeighedRuns): Anchor[] {
  const shorter = Math.min(reference.length, failing.length);
  let head = 0;
  while (head < shorter && equal(reference[head], failing[head])) head += 1;
  let tail = 0;
  while (tail < shorter - head && equal(reference.at(-1 - tail), failing.at(-1 - tail))) tail += 1;

  const words = [...reference, ...failing].reduce((sum, step) => sum + step.words.length, 0);
  const every = Math.max(1, Math.ceil(words / parameters.anchorBudget));
  const partners = holders(failing, head, failing.length - tail, every);
  const forward = new Map<number, Map<number, number>>();
  const backward = new Map<number, Map<number, number>>();
  const count = (counts: Map<number, Map<number, number>>, from: number, to: number) => {
    const shared = counts.get(from) ?? new Map<number, number>();
    shared.set(to, (shared.get(to) ?? 0) + 1);
    counts.set(from, shared);
  };
  for (const [shingle, steps] of holders(reference, head, reference.length - tail, every))
    for (const a of steps)
      for (const b of partners.get(shingle) ?? []) {
        count(forward, a, b);
        count(backward, b, a);
      }
  const mutual: Anchor[] = [];
  for (const a of [...forward.keys()].sort((x, y) => x - y)) {
    const b = strongest(forward.get(a));
    if (b !== null && strongest(backward.get(b)) === a) mutual.push([a, b]);
  }
  return [
    ...Array.from({ length: head }, (_, at): Anchor => [at, at]),
    ...longestAscending(mutual),
    ...Array.from(
      { length: tail },
      (_, at): Anchor => [reference.length - tail + at, failing.length - tail + at],
    ),
  ];
}
