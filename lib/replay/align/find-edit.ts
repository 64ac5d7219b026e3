import { type ChangeKind, changeKind, isCapital, meaningful } from './change-kind';
import { onFringe, type PairChanges, pairChanges } from './pair-changes';
import { parameters } from './parameters';
import type { Step } from './step';
import type { StepEdit } from './step-edit';
import { hasDigits, placeOf, type TokenChange } from './token-changes';
import type { StepPair } from './trace-back';

interface Candidate {
  kind: ChangeKind;
  value: number;
  /** How often the step holds it. */
  times: number;
  from: string;
  to: string;
}

type ChangedPair = PairChanges['pairs'][number];

/** How many pairs there are but this one. */
const others = (pairs: ReadonlySet<StepPair> | undefined, pair: StepPair): number =>
  (pairs?.size ?? 0) - (pairs?.has(pair) ? 1 : 0);

/** Several numbers change close together: a time, or an id. */
function isPartOfMore(change: TokenChange, changed: ChangedPair): boolean {
  const spelled = (one: TokenChange) => `${one.from.join(' ')}→${one.to.join(' ')}`;
  return changed.found.changes.some(
    (other) =>
      other !== change &&
      other.from.length > 0 &&
      other.to.length > 0 &&
      hasDigits(other) &&
      Math.abs(other.at - change.at) <= parameters.editNear &&
      spelled(other) !== spelled(change),
  );
}

/** null where a change says nothing. */
function candidate(change: TokenChange, changed: ChangedPair, seen: PairChanges): Candidate | null {
  const { from, to } = meaningful(change);
  if (from.length === 0 || to.length === 0) return null;
  if (Math.max(from.length, to.length) > parameters.editLongest) return null;
  const kind = changeKind(from, to);
  if (!kind) return null;
  const { pair, tokens } = changed;
  const place = placeOf(tokens, change.at);
  const volatile = others(seen.changedAt.get(place), pair);
  const still = others(seen.stillAt.get(place), pair);
  if (volatile > 0 && volatile >= still * parameters.editVolatile) return null;
  if (kind === 'number' && isPartOfMore(change, changed)) return null;

  const found: Candidate = { kind, value: 0, times: 1, from: from.join(' '), to: to.join(' ') };
  if (kind === 'flag') return { ...found, value: parameters.editFlag };
  const counted = kind === 'name' ? from.filter(isCapital) : from;
  const established = counted.every((word) => (seen.known.get(word.toLowerCase()) ?? 0) >= 2);
  found.value =
    parameters.editBase +
    (established ? parameters.editEstablished : 0) +
    (still > 0 ? parameters.editStable : 0);
  if (kind !== 'number') return found;
  if (found.from.length > parameters.editDigits) found.value -= parameters.editLongNumber;
  const fringe = onFringe(change, tokens.length) ? others(seen.fringe, pair) : 0;
  if (fringe >= 2 && still === 0) found.value -= parameters.editFringeNumber;
  return found;
}

/** The candidates of a pair, each once; none where the pair is too unlike. */
function candidatesOf(changed: ChangedPair, seen: PairChanges): Candidate[] {
  const { changes, equal } = changed.found;
  const unlike = changes.reduce((sum, one) => sum + Math.max(one.from.length, one.to.length), 0);
  if (equal.length / Math.max(1, equal.length + unlike) < parameters.editLeastEqual) return [];
  const found = new Map<string, Candidate>();
  for (const change of changes) {
    const one = candidate(change, changed, seen);
    if (!one) continue;
    const key = `${one.from}→${one.to}`;
    const known = found.get(key);
    if (!known) found.set(key, one);
    else {
      known.value = Math.max(known.value, one.value);
      known.times += 1;
    }
  }
  for (const one of found.values())
    one.value += Math.min(parameters.editRepeatedMost, parameters.editRepeated * (one.times - 1));
  return [...found.values()];
}

/**
 * Steps in which one number, flag or name is another one, the likeliest first. Volatility is learnt from the
 * pair of runs: what changes in many steps at the same place, or in the same kind, is no edit.
 */
export function findEdits(
  pairs: readonly StepPair[],
  reference: readonly Step[],
  failing: readonly Step[],
): StepEdit[] {
  const seen = pairChanges(pairs, reference, failing);
  const steps = seen.pairs
    .map((changed) => ({ pair: changed.pair, candidates: candidatesOf(changed, seen) }))
    .filter((step) => step.candidates.length > 0);
  for (const kind of ['number', 'name'] as const) {
    const alike = steps.filter((step) => step.candidates.some((one) => one.kind === kind));
    if (alike.length < 3) continue;
    const loss = parameters.editCommon * (alike.length - 2);
    for (const one of alike.flatMap((step) => step.candidates))
      if (one.kind === kind) one.value -= loss;
  }
  return steps
    .flatMap(({ pair, candidates }) => {
      const [best] = candidates.sort((a, b) => b.value - a.value);
      return best
        ? [
            {
              reference: pair.reference,
              failing: pair.failing,
              value: best.value,
              from: best.from,
              to: best.to,
            },
          ]
        : [];
    })
    .sort((a, b) => b.value - a.value);
}
