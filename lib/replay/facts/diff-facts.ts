import { canonicalJson } from '@/lib/trace/canonical-json';
import type { Fact, FactKind } from './fact';
import { inOrder } from './fact-order';

/** A fact that is not on both sides as it is on the other. null: that side does not have it. */
export interface Transition {
  kind: FactKind;
  key: string;
  title: string;
  before: Fact | null;
  after: Fact | null;
}

/** Kinds whose detail is the fact itself; of the others it only says how the status came about. */
const byDetail: ReadonlySet<FactKind> = new Set(['goal', 'constraint', 'decision', 'value']);

/** What differs between two moments or two runs, by kind, then key. Both sides as `FactFold.read` gives them. */
export function diffFacts(before: readonly Fact[], after: readonly Fact[]): Transition[] {
  const [left, right] = [byKey(before), byKey(after)];
  const transitions: Transition[] = [];
  for (const [at, fact] of left) {
    const now = right.get(at) ?? null;
    if (!now || !sameState(fact, now)) transitions.push(transition(fact, now));
  }
  for (const [at, fact] of right) {
    if (!left.has(at)) transitions.push(transition(null, fact));
  }
  return transitions.sort(inOrder);
}

/** The facts of `after` that stand in `before` in the same state. */
export function unchangedFacts(before: readonly Fact[], after: readonly Fact[]): Fact[] {
  const left = byKey(before);
  return after.filter((fact) => {
    const was = left.get(placeOf(fact));
    return was !== undefined && sameState(was, fact);
  });
}

const placeOf = ({ kind, key }: Fact): string => `${kind}\n${key}`;

const byKey = (facts: readonly Fact[]): Map<string, Fact> =>
  new Map(facts.map((fact) => [placeOf(fact), fact]));

const sameState = (left: Fact, right: Fact): boolean =>
  left.status === right.status &&
  (!byDetail.has(left.kind) || canonicalJson(left.detail) === canonicalJson(right.detail));

function transition(before: Fact | null, after: Fact | null): Transition {
  const fact = after ?? before;
  if (!fact) throw new Error('A transition has at least one side');
  return { kind: fact.kind, key: fact.key, title: fact.title, before, after };
}
