import { type ListedFact, maxDetailText } from '@/lib/api/facts-contract';
import type { Fact } from '@/lib/replay/facts/fact';

/** A fact as a list shows it: its detail left out, with the length of its JSON text, where that is beyond 20,000. */
export function listedFact(fact: Fact): ListedFact {
  const size = JSON.stringify(fact.detail).length;
  return size > maxDetailText
    ? { ...fact, detail: null, detailSize: size }
    : { ...fact, detailSize: null };
}
