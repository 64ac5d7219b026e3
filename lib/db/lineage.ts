import type Database from 'better-sqlite3';

/** A trace that lends rows: events `[fromSeq, toSeq)`, messages `[fromPosition, toPosition)`. */
export interface Segment {
  traceId: string;
  fromSeq: number;
  toSeq: number;
  fromPosition: number;
  toPosition: number;
}

/** Where the rows of one trace are, oldest ancestor first. The ranges are dense from 0. */
export interface Lineage {
  traceId: string;
  segments: readonly Segment[];
  /** Events and messages that the trace sees, borrowed ones included. */
  events: number;
  messages: number;
}

interface Link {
  id: string;
  parentId: string | null;
  forkSeq: number | null;
  poolBase: number;
  eventCount: number;
  poolSize: number;
}

/**
 * Resolves once per request what a trace borrows from whom. Deleted parents still lend.
 * @param upTo sees only this many events and messages, for a pinned view
 * @returns undefined for an unknown trace
 */
export function resolveLineage(
  db: Database.Database,
  traceId: string,
  upTo: { events: number; messages: number } = { events: Infinity, messages: Infinity },
): Lineage | undefined {
  const link = db.prepare<[string], Link>(
    `SELECT "id", "parentId", "forkSeq", "poolBase", "eventCount", "poolSize"
     FROM "Trace" WHERE "id" = ?`,
  );
  const own = link.get(traceId);
  if (!own) return undefined;

  const events = Math.min(own.eventCount, upTo.events);
  const messages = Math.min(own.poolSize, upTo.messages);
  const segments: Segment[] = [];
  let trace: Link | undefined = own;
  let toSeq = events;
  let toPosition = messages;
  while (trace) {
    const fromSeq: number = trace.parentId === null ? 0 : (trace.forkSeq ?? -1) + 1;
    const fromPosition: number = trace.parentId === null ? 0 : trace.poolBase;
    if (fromSeq < toSeq || fromPosition < toPosition) {
      segments.push({
        traceId: trace.id,
        fromSeq: Math.min(fromSeq, toSeq),
        toSeq,
        fromPosition: Math.min(fromPosition, toPosition),
        toPosition,
      });
    }
    toSeq = Math.min(toSeq, fromSeq);
    toPosition = Math.min(toPosition, fromPosition);
    // Parents are older than their branches, so this ends.
    trace = trace.parentId === null ? undefined : link.get(trace.parentId);
  }
  return { traceId, segments: segments.reverse(), events, messages };
}
