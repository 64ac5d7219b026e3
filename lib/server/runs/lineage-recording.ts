import { type Lineage, resolveLineage } from '@/lib/db/lineage';
import type { Store } from '@/lib/db/store';
import { type RecordedCall, Recording } from '@/lib/resume/recording';
import { answeredCalls, storedCalls } from './stored-calls';

interface Ancestor {
  lineage: Lineage;
  /** How many of its events the branch sees. */
  sees: number;
  /** First event of its own. */
  own: number;
}

export interface LineageRecording {
  /** As the branch left it: what it and its ancestors took is taken. */
  recording: Recording;
  /** Results that a person chose by hand, `generations up:seq`: the recording may still give them. */
  byHand: ReadonlySet<string>;
  /** Every recorded call of the lineage, nearest ancestor first: to choose from by hand. */
  all: RecordedCall[];
}

/** What the ancestors of a branch recorded after the forks that lead to it. */
export const lineageRecording = (store: Store, branchId: string): LineageRecording =>
  recordingOf(store, ancestry(store, branchId));

/** What a branch would find that began behind event `forkSeq` of a trace. */
export function recordingBehind(store: Store, traceId: string, forkSeq: number): LineageRecording {
  const own = forkSeq + 1;
  const chain = ancestry(store, traceId, own);
  const unborn = chain.slice(0, 1).map(({ lineage }) => ({ lineage, own, sees: own }));
  return recordingOf(store, [...unborn, ...chain]);
}

/** @param chain the branch, its parent, and so on */
function recordingOf(store: Store, chain: readonly Ancestor[]): LineageRecording {
  const levels = chain.slice(1).map(({ lineage }, at) => {
    const fork = chain[at]?.own ?? 0;
    return storedCalls(store, lineage, fork);
  });
  const recording = new Recording(levels);
  const byHand = new Set<string>();
  // The oldest one has nobody to take from.
  for (const [at, { lineage, own, sees }] of [...chain.entries()].slice(0, -1).reverse()) {
    for (const { call, provenance } of answeredCalls(store, lineage, own, sees)) {
      const { by, seq, up = 1, ignored = [] } = provenance;
      if (by === 'recording') recording.take(call, call.lane, { fromLevel: at, ignore: ignored });
      if (by === 'hand' && seq !== undefined) byHand.add(`${at + up}:${seq}`);
    }
  }
  const before = chain.slice(1).flatMap(({ lineage }, at) => {
    const fork = chain[at]?.own ?? 0;
    return storedCalls(store, lineage, 0, fork);
  });
  return { recording, byHand, all: [...levels.flat(), ...before] };
}

/** The branch itself, its parent, and so on; of the branch only what is seen. */
function ancestry(store: Store, branchId: string, seen = Number.POSITIVE_INFINITY): Ancestor[] {
  const read = store.raw.prepare<[string], { parentId: string | null; forkSeq: number | null }>(
    `SELECT "parentId", "forkSeq" FROM "Trace" WHERE "id" = ?`,
  );
  const chain: Ancestor[] = [];
  let id: string | null = branchId;
  let sees = seen;
  while (id !== null) {
    const row = read.get(id);
    const lineage = resolveLineage(store.raw, id);
    if (!row || !lineage) break;
    const own = row.parentId === null ? 0 : (row.forkSeq ?? -1) + 1;
    chain.push({ lineage, own, sees: Math.min(sees, lineage.events) });
    // What the branch sees of this parent ends at the fork, even where the fork lies in borrowed rows.
    sees = Math.min(sees, own);
    id = row.parentId;
  }
  return chain;
}
