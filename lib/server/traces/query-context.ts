import type { StoredTrace } from '@/lib/db/trace-row';
import type { QueryContext } from '@/lib/replay/query/matches-row';

/** What a query needs to know of a stored trace. */
export const queryContext = ({ lanes, totals, fork, forkSeq }: StoredTrace): QueryContext => ({
  lanes,
  startedAt: totals.startedAt,
  // A branch that a file holds was recorded like everything else in it.
  ownFrom: fork === null ? null : (forkSeq ?? -1) + 1,
});
