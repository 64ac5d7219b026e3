import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Query, TextAtom } from '@/lib/replay/query/query';
import type { AppState } from '@/lib/server/app-state';
import { EventFilter, filterBatch } from './filter-events';
import { findLineage, findTrace } from './find-trace';
import { knownAtoms } from './known-atoms';
import { excludedFor } from './query-context';
import { readQuery } from './read-query';

interface Asked {
  id: string;
  q: string;
  /** `text`: not a query but words to look for as they stand. */
  mode: 'query' | 'text';
  /** Events that are left out, for `is:excluded`: `12,15-18`. */
  x?: string;
}

/** Events of the trace that a query keeps, ascending. */
export interface FoundEvents {
  seqs: number[];
  total: number;
  /** Events of the trace, whether they are kept or not. */
  events: number;
}

/**
 * Finds events within a trace. Words and phrases are looked for first, by SQLite; bodies are parsed only of events
 * that neither these nor their rows decide. Others get their turn; rejects with the signal's reason once nobody waits.
 * Throws AppError `not_found`, `bad_request` for what is no query.
 */
export async function findEvents(
  app: Pick<AppState, 'store' | 'imports'>,
  { id, q, mode, x = '' }: Asked,
  signal?: AbortSignal,
): Promise<FoundEvents> {
  const query = mode === 'text' ? wordsQuery(q) : readQuery(q);
  const lineage = findLineage(app.store, id);
  const excluded = excludedFor(app.store, lineage, query, x);
  const known = await knownAtoms(app.store, lineage, query, signal);
  const filter = new EventFilter(app, await findTrace(app.store, id), lineage, query, {
    known,
    excluded,
  });
  const seqs: number[] = [];
  for (let from = 0; from < lineage.events; from += filterBatch) {
    const kept = await filter.kept(from, Math.min(from + filterBatch, lineage.events));
    for (const { row } of kept) seqs.push(row.seq);
    await nextTurn();
    signal?.throwIfAborted();
  }
  return { seqs, total: seqs.length, events: lineage.events };
}

function wordsQuery(text: string): Query {
  const value = { text, quoted: false, pattern: null };
  const root: TextAtom = { type: 'text', value, start: 0, end: text.length };
  return { text, root };
}
