import { type Lineage, resolveLineage } from '@/lib/db/lineage';
import type { Store } from '@/lib/db/store';
import { type RecordedCall, Recording } from '@/lib/resume/recording';
import { answeredFromRecording, storedCalls } from './stored-calls';

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
  /** Every recorded call of the lineage, nearest ancestor first: to choose from by hand. */
  all: RecordedCall[];
}

/** What the ancestors of a branch recorded after the forks that lead to it. */
export function lineageRecording(store: Store, branchId: string): LineageRecording {
  const chain = ancestry(store, branchId);
  const levels = chain.slice(1).map(({ lineage }, at) => {
    const fork = chain[at]?.own ?? 0;
    return storedCalls(store, lineage, fork);
  });
  const recording = new Recording(levels);
  // The oldest one has nobody to take from.
  for (const [at, { lineage, own, sees }] of [...chain.entries()].slice(0, -1).reverse()) {
    for (const { call, lane } of answeredFromRecording(store, lineage, own, sees)) {
      recording.take(call, lane, at);
    }
  }
  const before = chain.slice(1).flatMap(({ lineage }, at) => {
    const fork = chain[at]?.own ?? 0;
    return storedCalls(store, lineage, 0, fork);
  });
  return { recording, all: [...levels.flat(), ...before] };
}

/** The branch itself, its parent, and so on. */
function ancestry(store: Store, branchId: string): Ancestor[] {
  const read = store.raw.prepare<[string], { parentId: string | null; forkSeq: number | null }>(
    `SELECT "parentId", "forkSeq" FROM "Trace" WHERE "id" = ?`,
  );
  const chain: Ancestor[] = [];
  let id: string | null = branchId;
  let sees = Number.POSITIVE_INFINITY;
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
