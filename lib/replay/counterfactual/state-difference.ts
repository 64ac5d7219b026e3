import { canonicalJson } from '@/lib/trace/canonical-json';
import { compareKeys, type StateEntry } from '../state/state-fold';
import { TupleMap } from '../state/tuple-map';

/** A key that two states do not have alike. null: that side never had it. */
export interface StateDifference {
  before: StateEntry | null;
  after: StateEntry | null;
}

/** By namespace, agent and key. Who wrote a value last counts, as the same value may come from another event. */
export function diffState(
  before: readonly StateEntry[],
  after: readonly StateEntry[],
): StateDifference[] {
  const left = new TupleMap<StateEntry>();
  for (const entry of before) left.set(entry.namespace, entry.agent, entry.key, entry);
  const both = new TupleMap<true>();
  const differences: StateDifference[] = [];
  for (const entry of after) {
    const { namespace, agent, key } = entry;
    const was = left.get(namespace, agent, key) ?? null;
    if (was) both.set(namespace, agent, key, true);
    if (!was || !same(was, entry)) differences.push({ before: was, after: entry });
  }
  for (const entry of before)
    if (!both.get(entry.namespace, entry.agent, entry.key))
      differences.push({ before: entry, after: null });
  return differences.sort(byKey);
}

const same = (a: StateEntry, b: StateEntry): boolean =>
  a.seq === b.seq &&
  a.deleted === b.deleted &&
  a.version === b.version &&
  canonicalJson(a.value) === canonicalJson(b.value);

function byKey(a: StateDifference, b: StateDifference): number {
  const [x, y] = [a.after ?? a.before, b.after ?? b.before];
  return x && y ? compareKeys(x, y) : 0;
}
