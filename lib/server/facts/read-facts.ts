import type { Lineage } from '@/lib/db/lineage';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import type { Fact } from '@/lib/replay/facts/fact';
import { FactFold } from '@/lib/replay/facts/fact-fold';
import { saidBy } from '@/lib/replay/run-source';
import { SharedWork } from '@/lib/server/diffs/shared-work';
import { pauses } from '@/lib/server/pauses';
import { storedRun } from '@/lib/server/traces/stored-run';
import { refsOf } from '@/lib/trace/conversation';
import { factsInWorker } from './facts-in-worker';

/** Longer runs are read in a thread: 5,000 events take about 0.3 s. */
const eventsAtOnce = 5000;

/** Characters of facts in memory: those of values hold the values themselves. */
const mostKept = 50_000_000;

/** Recorded rows never change, so facts as of one of them are never stale. */
const known = new SharedWork<readonly Fact[]>(40, 2, { size: sizeOf, total: mostKept });

export interface FactsWish {
  /** Whoever asked has gone: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Events that do not count. */
  without?: readonly number[];
}

/** The event that is meant: the last one where none is named. Throws AppError `bad_request` for one that is not there. */
export function momentOf(lineage: Lineage, seq: number | undefined): number {
  if (seq === undefined) return lineage.events - 1;
  if (seq < lineage.events) return seq;
  throw new AppError('bad_request', `There is no event ${seq}: the trace has ${lineage.events}.`);
}

/** What is known after the event `seq` of a run, by kind and key, as if it had no events of `without`. */
export function readFacts(
  store: Store,
  lineage: Lineage,
  seq: number,
  { signal, without = [] }: FactsWish = {},
): Promise<readonly Fact[]> {
  const wanted = without.filter((one) => one <= seq).sort((a, b) => a - b);
  const key = [store.file, lineage.traceId, seq, JSON.stringify(refsOf(wanted))].join('\n');
  return known.get(key, signal, async (stop) =>
    seq < eventsAtOnce
      ? factsInTurns(store, lineage, seq, new Set(wanted), stop)
      : factsInWorker({ database: store.file, lineage, seq, without: wanted }, stop),
  );
}

async function factsInTurns(
  store: Store,
  lineage: Lineage,
  seq: number,
  without: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<Fact[]> {
  const run = storedRun(store, lineage);
  const fold = new FactFold();
  const pause = pauses(signal);
  for (const event of run.events(0, seq + 1)) {
    if (!without.has(event.seq)) fold.add(event, saidBy(run, event));
    await pause();
  }
  return fold.read();
}

/** Characters of its JSON, about: words as they are, details spelled out. */
function sizeOf(facts: readonly Fact[]): number {
  return facts.reduce(
    (sum, { key, title, rule, detail }) =>
      sum + key.length + title.length + rule.length + JSON.stringify(detail).length,
    0,
  );
}
