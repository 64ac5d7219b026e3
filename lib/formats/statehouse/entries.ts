import type { TraceBuilder } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import type { ValueSpan } from '../source/boundary-scan';
import { readRecord, type StatehouseFile } from './records';
import type { Transaction } from './transaction';

/** The records of one transaction, or one that is none. */
export interface Entry {
  spans: ValueSpan[];
  commit: bigint | null;
  agent: string | null;
  /** Why there is no transaction. */
  reason: string | null;
}

/** What tells the transaction of a record from others; null where nothing does. */
function nameOf({ shape }: StatehouseFile, { id, commit }: Transaction): string | null {
  if (shape === 'snapshot') return commit === null ? null : String(commit);
  return shape === 'steps' ? id : `${commit} ${id}`;
}

interface Placed {
  entries: Entry[];
  repeated: RecordRef[];
  /** Some of them were asked for by two agents. */
  shared: boolean;
}

/**
 * Rows and steps of one transaction are one entry. A whole transaction that stands twice is no entry: it was
 * committed once.
 */
export function placedEntries(from: StatehouseFile): Placed {
  const entries: Entry[] = [];
  const repeated: RecordRef[] = [];
  let shared = false;
  const named = new Map<string, Entry>();
  for (const span of from.spans) {
    const parsed = from.file.parse(span);
    const found = parsed.ok ? readRecord(from, parsed.value) : null;
    const name = found && nameOf(from, found);
    const known = name === null ? undefined : named.get(name);
    if (known && from.shape === 'transactions') {
      repeated.push(from.file.ref(span));
      shared ||= found?.agent !== known.agent;
    } else if (known) known.spans.push(span);
    else {
      const why = parsed.ok ? 'This is no transaction' : parsed.reason;
      const reason = found ? null : why;
      const entry: Entry = {
        spans: [span],
        commit: found?.commit ?? null,
        agent: found?.agent ?? null,
        reason,
      };
      entries.push(entry);
      if (name !== null) named.set(name, entry);
    }
  }
  return { entries, repeated, shared };
}

/** An entry without a counter stays behind the one before it. */
export function inCommitOrder(entries: Entry[], builder: TraceBuilder): Entry[] {
  let last = -1n;
  let sorted = true;
  const keyed = entries.map((entry) => {
    const at = entry.commit ?? last;
    if (at < last) sorted = false;
    last = at;
    return { entry, at };
  });
  if (sorted) return entries;
  builder.note({
    ...{ severity: 'info', code: 'commit-order', records: [] },
    message: 'The file is not in commit order: the trace is.',
  });
  return keyed.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map(({ entry }) => entry);
}
