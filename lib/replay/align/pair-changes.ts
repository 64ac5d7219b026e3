import { parameters } from './parameters';
import { sortedKeys } from './sorted-keys';
import type { Step } from './step';
import {
  hasDigits,
  isNumber,
  isWord,
  placeOf,
  type TokenChanges,
  tokenChanges,
} from './token-changes';
import type { StepPair } from './trace-back';
import { tokensOf } from './words';

/** What differs inside of each pair, and which places and values are common over all of them. */
export interface PairChanges {
  pairs: { pair: StepPair; tokens: string[]; found: TokenChanges }[];
  /** By place: in how many pairs a token there changed, and in how many one held still. */
  changedAt: Map<string, Set<StepPair>>;
  stillAt: Map<string, Set<StepPair>>;
  /** Pairs in which numbers change at the very beginning or end. */
  fringe: Set<StepPair>;
  /** In how many steps of the reference a token stands, in lower case. */
  known: Map<string, number>;
}

const within = (at: number, length: number, total: number): boolean =>
  at < parameters.editFringe || total - at - length < parameters.editFringe;

export const onFringe = (change: { at: number; from: string[] }, total: number): boolean =>
  within(change.at, change.from.length, total);

function add(places: Map<string, Set<StepPair>>, place: string, pair: StepPair): void {
  const pairs = places.get(place);
  if (pairs) pairs.add(pair);
  else places.set(place, new Set([pair]));
}

/** Learns from the pairs themselves what is volatile in them: nothing here knows how an id looks. */
export function pairChanges(
  pairs: readonly StepPair[],
  reference: readonly Step[],
  failing: readonly Step[],
): PairChanges {
  const tokens = (step: Step | undefined) =>
    tokensOf(sortedKeys(step?.text ?? ''), parameters.editTokens);
  const seen: PairChanges = {
    pairs: [],
    changedAt: new Map(),
    stillAt: new Map(),
    fringe: new Set(),
    known: new Map(),
  };
  const all = reference.map(tokens);
  for (const list of all)
    for (const token of new Set(list.map((word) => word.toLowerCase())))
      seen.known.set(token, (seen.known.get(token) ?? 0) + 1);
  for (const pair of pairs) {
    const before = all[pair.reference] ?? [];
    const found = tokenChanges(before, tokens(failing[pair.failing]));
    if (!found) continue;
    seen.pairs.push({ pair, tokens: before, found });
    for (const at of found.equal) {
      const token = before[at] ?? '';
      if (isNumber(token) || isWord(token)) add(seen.stillAt, placeOf(before, at), pair);
    }
    for (const change of found.changes) {
      add(seen.changedAt, placeOf(before, change.at), pair);
      if (hasDigits(change) && onFringe(change, before.length)) seen.fringe.add(pair);
    }
  }
  return seen;
}
