import type { Lineage } from '@/lib/db/lineage';
import { OutlineCache } from '@/lib/db/outline-cache';
import type { Store } from '@/lib/db/store';
import { counterfactual } from '@/lib/replay/counterfactual/counterfactual';
import { rowTest } from '@/lib/replay/query/matches-row';
import { traceFingerprints } from '@/lib/server/fingerprints/trace-fingerprints';
import { readState } from '@/lib/server/state/read-state';
import { findEvents } from '@/lib/server/traces/find-events';
import { findLineage } from '@/lib/server/traces/find-trace';
import { readQuery } from '@/lib/server/traces/read-query';
import { storedRun } from '@/lib/server/traces/stored-run';
import { generateState } from './generate-state';
import { timed } from './measure';
import type { Workshop } from './stored-run';

type Measured = readonly [name: string, took: readonly number[]];

/** Finding, state, leaving out, fingerprint: what is asked of a stored trace besides its messages and diffs. */
export async function* timeTravelFigures(
  workshop: Workshop,
  id: string,
  { events, times }: { events: number; times: number },
): AsyncGenerator<Measured> {
  const { store } = workshop;
  const lineage = findLineage(store, id);
  const { outline } = storedRun(store, lineage);
  const context = { lanes: [], startedAt: null, ownFrom: null };
  const field = readQuery('kind:tool-result -is:error seq:>100');
  const kept = () => outline.filter(rowTest(field, context)).length;
  yield ['filter by fields', await timed(times, nothing, kept)];
  const find = (q: string) => findEvents(workshop, { id, q, mode: 'query' });
  yield ['filter by full text', await timed(times, nothing, () => find('"no such phrase"'))];
  yield [
    'filter by a path',
    await timed(times, nothing, () => find('args.command~/ledger.*queue/')),
  ];

  const stated = await workshop.import(workshop.put(generateState(events)));
  const states = findLineage(store, stated);
  const fresh = (): Store => ({ ...store, outlines: new OutlineCache() });
  for (const [word, seq] of [
    ['middle', states.events >> 1],
    ['end', states.events - 1],
  ] as const) {
    const at = (from: Store) => readState(from, states, { seq });
    yield [`state at the ${word}: first look`, await timed(times, fresh, at)];
    yield [`state at the ${word}: next looks`, await timed(times, () => store, at)];
  }

  // The engine alone: a server reads long runs in a thread, which runs no TypeScript.
  for (const [word, exclude] of [
    ['one event', [lineage.events >> 1]],
    ['a tenth of them', Array.from({ length: Math.floor(lineage.events / 10) }, (_, seq) => seq)],
  ] as const) {
    const seq = lineage.events - 1;
    const without = (from: Store) =>
      counterfactual(storedRun(from, lineage), { seq, side: 'after', exclude });
    yield [`counterfactual without ${word}`, await timed(times, fresh, without)];
  }
  yield [
    'fingerprint',
    await timed(
      1,
      () => lineage,
      (of: Lineage) => traceFingerprints(store, of),
    ),
  ];
}

const nothing = (): void => undefined;
