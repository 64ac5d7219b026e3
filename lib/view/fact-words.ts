import type { Transition } from '@/lib/replay/facts/diff-facts';
import type { Fact, FactKind } from '@/lib/replay/facts/fact';
import { jsonLine, oneLine } from '@/lib/trace/summary';
import { dash } from './format-number';

/** A status as a reader sees it: the words of the data, without their underscores. */
export const statusWord = (status: string): string => status.replaceAll('_', ' ');

/** What one side of a transition says. `inRun`: moments of one run are compared, so that nothing is gone. */
export function sideWord(
  { before, after }: Transition,
  side: 'before' | 'after',
  inRun: boolean,
): string {
  const fact = side === 'before' ? before : after;
  if (!fact) return inRun ? dash : side === 'before' ? 'not in A' : 'not in B';
  if (fact.kind === 'value')
    return fact.status === 'deleted' ? 'deleted' : jsonLine(fact.detail ?? null);
  if (fact.kind === 'goal' && typeof fact.detail === 'string') return oneLine(fact.detail);
  const word = statusWord(fact.status);
  // The status alone would say that nothing changed.
  const alike = before !== null && after !== null && before.status === after.status;
  return alike ? `${word}: ${jsonLine(fact.detail ?? null)}` : word;
}

/** What a fact is called in a list. A goal is its text, which is what changes. */
export const factName = ({ kind, key, title }: Pick<Fact, 'kind' | 'key' | 'title'>): string =>
  kind === 'goal' ? oneLine(key) : title;

/** The side and event that caused what a transition tells: B's, or A's for what B does not have. */
export const causeOf = ({ before, after }: Transition): { side: 'a' | 'b'; seq: number } =>
  after ? { side: 'b', seq: after.seq } : { side: 'a', seq: before?.seq ?? 0 };

/** Its kinds in order, each with what it holds. */
export function byKind<Item extends { kind: FactKind }>(
  items: readonly Item[],
): { kind: FactKind; items: Item[] }[] {
  const groups = new Map<FactKind, Item[]>();
  for (const item of items) {
    const group = groups.get(item.kind);
    if (group) group.push(item);
    else groups.set(item.kind, [item]);
  }
  return [...groups].map(([kind, own]) => ({ kind, items: own }));
}
