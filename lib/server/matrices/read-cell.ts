import { LRUCache } from 'lru-cache';
import { resolveLineage } from '@/lib/db/lineage';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import type { OutlineRow } from '@/lib/trace/outline';
import { plainLine } from '@/lib/view/plain-line';
import { type Parting, parting } from './parting';

/** What the events of a branch say about its cell. */
export interface CellReading {
  parts: Parting | null;
  /** First words of its last reply. */
  answer: string | null;
}

const nothing: CellReading = { parts: null, answer: null };

/** Longest answer, in UTF-16 units. */
const answerLength = 200;

// Rows are only ever added, so that their count says whether something is new.
const known = new LRUCache<string, CellReading>({ max: 5000 });

/** Reads a branch beside its parent; `done` as in `parting`. Nothing where one of them is gone. */
export function readCell(
  store: Store,
  parentId: string,
  branchId: string,
  done: boolean,
): CellReading {
  const parent = resolveLineage(store.raw, parentId);
  const branch = resolveLineage(store.raw, branchId);
  if (!parent || !branch) return nothing;
  const key = `${parentId} ${parent.events} ${branchId} ${branch.events} ${done}`;
  const before = known.get(key);
  if (before) return before;
  const from = branch.segments.at(-1)?.fromSeq ?? 0;
  const own = readOutline(store, branch, from);
  const reading = {
    parts: parting(readOutline(store, parent, from), own, from, done),
    answer: lastReply(own),
  };
  known.set(key, reading);
  return reading;
}

function lastReply(rows: readonly OutlineRow[]): string | null {
  const reply = rows.findLast(
    ({ kind, said, unfinished }) =>
      kind === 'model-call' && !unfinished && (said?.append.length ?? 0) > 0,
  );
  if (!reply) return null;
  const line = plainLine(reply.summary);
  if (line.length <= answerLength) return line;
  return `${line.slice(0, answerLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
