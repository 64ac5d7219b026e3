import type Database from 'better-sqlite3';
import type { BuilderStart } from '@/lib/trace/builder';
import type { OutlineRow } from '@/lib/trace/outline';
import type { TraceSink } from '@/lib/trace/sink';
import { TotalsCounter } from '@/lib/trace/totals';
import type { TraceHeader } from '@/lib/trace/trace';
import type { NewTrace, TraceExtra } from './bulk-writer';
import { sqliteBulkWriter } from './sqlite-bulk-writer';
import { storedTraceSink } from './stored-trace-sink';
import type { StoredTrace } from './trace-row';

/** What a builder writes onto a branch, gathered until `commit` stores it in one short transaction. */
export interface BranchAppender {
  start: BuilderStart;
  sink: TraceSink;
  /**
   * Stores what was built since the last commit together with the header as it is now. Synchronous:
   * call it inside the store's write queue. Throws the driver's error; then nothing of it is stored
   * and a second call tries the same rows again.
   */
  commit(header: TraceHeader): void;
}

// The rows of a branch are few: storing an equal message again costs less than an index over all keys.
const known = { position: () => undefined };

/** Goes on where a stored branch ends. */
export const appendToBranch = (
  db: Database.Database,
  trace: StoredTrace,
  now: () => Date,
): BranchAppender =>
  appender(db, trace.id, now, trace.extra, {
    seq: trace.eventCount,
    position: trace.poolSize,
    forkSeq: trace.forkSeq,
    poolBase: trace.poolBase,
    totals: trace.totals,
    lanes: trace.lanes,
    known,
  });

/** A branch that does not exist yet: its row is stored with its first rows, ready at once. */
export function beginBranch(
  db: Database.Database,
  branch: NewTrace & { forkSeq: number },
  parent: StoredTrace,
  borrowed: readonly OutlineRow[],
  now: () => Date,
): BranchAppender {
  const totals = new TotalsCounter();
  for (const row of borrowed) totals.add(row);
  const start = {
    seq: branch.forkSeq + 1,
    position: branch.poolBase,
    forkSeq: branch.forkSeq,
    poolBase: branch.poolBase,
    totals: totals.read(branch.poolBase),
    lanes: parent.lanes,
    known,
  };
  return appender(db, branch.id, now, {}, start, branch);
}

function appender(
  db: Database.Database,
  id: string,
  now: () => Date,
  extra: TraceExtra,
  start: BuilderStart,
  create?: NewTrace,
): BranchAppender {
  let pending: ((sink: TraceSink) => void)[] = [];
  let unborn = create;
  const later = (row: (sink: TraceSink) => void): void => {
    pending.push(row);
  };
  const sink: TraceSink = {
    message: (row) => later((to) => to.message(row)),
    setup: (hash, setup) => later((to) => to.setup(hash, setup)),
    blob: (ref, bytes) => later((to) => to.blob(ref, bytes)),
    event: (event, row) => later((to) => to.event(event, row)),
    note: (note) => later((to) => to.note(note)),
    finish: () => undefined,
  };
  const nextNote = db
    .prepare<[string], number>(`SELECT count(*) FROM "Note" WHERE "traceId" = ?`)
    .pluck();
  return {
    start,
    sink,
    commit(header) {
      const writer = sqliteBulkWriter(db, { now, whole: true });
      const store = db.transaction(() => {
        if (unborn) writer.trace(unborn);
        const stored = storedTraceSink(writer, id, () => extra, nextNote.get(id) ?? 0);
        for (const row of pending) row(stored);
        stored.finish(header);
        writer.flush();
        if (unborn) writer.ready([id]);
      });
      store.immediate();
      pending = [];
      unborn = undefined;
    },
  };
}
