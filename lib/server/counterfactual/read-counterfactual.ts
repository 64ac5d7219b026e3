import {
  type CounterfactualAnswer,
  type CounterfactualInput,
  maxLeftOut,
} from '@/lib/api/counterfactual-contract';
import type { Lineage } from '@/lib/db/lineage';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import {
  diffKnown,
  type Known,
  lastSeqAt,
  messagesWithout,
} from '@/lib/replay/counterfactual/counterfactual';
import { type Excluded, excludeWith } from '@/lib/replay/counterfactual/exclude-with';
import type { RunSource } from '@/lib/replay/run-source';
import type { StateEntry } from '@/lib/replay/state/state-fold';
import { listedFact } from '@/lib/server/facts/listed-fact';
import { readFacts } from '@/lib/server/facts/read-facts';
import { shortened } from '@/lib/server/state/shortened';
import { stateAfter } from '@/lib/server/state/state-after';
import { storedRun } from '@/lib/server/traces/stored-run';
import { refsOf } from '@/lib/trace/conversation';
import { parseExcluded } from '@/lib/view/excluded-param';

const note =
  'Filtering, not causation: the run is not re-imagined, later events stay as they were recorded.';

/**
 * What would have been at a moment without some events, next to what was. Only reads. Throws AppError `bad_request`
 * for an event that is not there; rejects with the signal's reason once nobody waits for the answer any more.
 */
export async function readCounterfactual(
  store: Store,
  lineage: Lineage,
  { seq, side, x, only }: CounterfactualInput,
  signal?: AbortSignal,
): Promise<CounterfactualAnswer> {
  const run = storedRun(store, lineage);
  const excluded = excludedOf(run, seq, x);
  const messages = only === 'known' ? null : messagesWithout(run, { seq, side }, excluded);
  const known =
    only === 'messages'
      ? null
      : await knownWithout(store, lineage, lastSeqAt({ seq, side }), excluded, signal);
  return {
    note,
    excluded: {
      asked: refsOf(excluded.asked),
      alsoExcluded: excluded.alsoExcluded.slice(0, maxLeftOut),
      count: excluded.seqs.size,
    },
    messages: messages && {
      ...messages,
      changes: messages.changes.slice(0, maxLeftOut),
      changed: messages.changes.length,
    },
    state: known && {
      before: known.before.state.length,
      changes: known.state.slice(0, maxLeftOut).map(({ before, after }) => ({
        before: before && listed(before),
        after: after && listed(after),
      })),
      changed: known.state.length,
    },
    facts: known && {
      before: known.before.facts.length,
      changes: known.facts.slice(0, maxLeftOut).map(({ before, after, ...transition }) => ({
        ...transition,
        before: before && listedFact(before),
        after: after && listedFact(after),
      })),
      changed: known.facts.length,
    },
  };
}

/** What was known and what would have been. Of recorded rows, which never change: facts are kept. */
async function knownWithout(
  store: Store,
  lineage: Lineage,
  last: number,
  { seqs }: Excluded,
  signal: AbortSignal | undefined,
): Promise<ReturnType<typeof diffKnown> & { before: Known }> {
  const known = async (without: ReadonlySet<number>): Promise<Known> => {
    const [state, facts] = await Promise.all([
      stateAfter(store, lineage, last, { signal, without }),
      readFacts(store, lineage, last, { signal, without: [...without] }),
    ]);
    return { state, facts };
  };
  const [before, after] = await Promise.all([known(new Set()), known(seqs)]);
  return { before, ...diffKnown(before, after) };
}

/** The events that an address names, with those that go along. */
export function excludedOf(run: RunSource, seq: number, x: string): Excluded {
  const { length } = run.outline;
  if (seq >= length)
    throw new AppError('bad_request', `There is no event ${seq}: the trace has ${length}.`);
  const asked = parseExcluded(x, length);
  if (!asked) throw new AppError('bad_request', 'Events are named as in 12,15-18.');
  return excludeWith(run.outline, asked);
}

const listed = (entry: StateEntry) => ({ ...entry, ...shortened(entry.value) });
