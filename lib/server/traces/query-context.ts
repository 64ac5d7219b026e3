import type { Lineage } from '@/lib/db/lineage';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import type { StoredTrace } from '@/lib/db/trace-row';
import { AppError } from '@/lib/errors';
import { excludeWith } from '@/lib/replay/counterfactual/exclude-with';
import type { QueryContext } from '@/lib/replay/query/matches-row';
import { atomsOf, type Query } from '@/lib/replay/query/query';
import { parseExcluded } from '@/lib/view/excluded-param';

/** What a query needs to know of a stored trace. */
export const queryContext = ({ lanes, totals, fork, forkSeq }: StoredTrace): QueryContext => ({
  lanes,
  startedAt: totals.startedAt,
  // A branch that a file holds was recorded like everything else in it.
  ownFrom: fork === null ? null : (forkSeq ?? -1) + 1,
});

/**
 * What `is:excluded` asks for: the events that an address names as left out, with those that go along, as the page has
 * them. undefined where the query does not ask. Throws AppError `bad_request` for what names no events.
 */
export function excludedFor(
  source: Pick<Store, 'raw' | 'outlines'>,
  lineage: Lineage,
  { root }: Query,
  x: string,
): ReadonlySet<number> | undefined {
  const asked = parseExcluded(x, lineage.events);
  if (!asked) throw new AppError('bad_request', 'x: Events are named as in 12,15-18.');
  const isAsked = [...atomsOf(root)].some((atom) => atom.type === 'is' && atom.word === 'excluded');
  return isAsked && asked.length > 0
    ? excludeWith(readOutline(source, lineage), asked).seqs
    : undefined;
}
