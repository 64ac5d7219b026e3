import {
  type ListedChange,
  type ListedEntry,
  maxHistoryEntries,
  maxStateEntries,
  type StateHistory,
  type StatePage,
} from '@/lib/api/state-contract';
import type { Lineage } from '@/lib/db/lineage';
import { readEvent } from '@/lib/db/read-event';
import { readOutline } from '@/lib/db/read-outline';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { auditEntries } from '@/lib/replay/state/audit-trail';
import { type AsOf, seqAsOf } from '@/lib/replay/state/seq-as-of';
import type { KeyName } from '@/lib/replay/state/state-fold';
import type { IndexedEntry, StateFilter } from '@/lib/replay/state/state-index';
import type { Event } from '@/lib/trace/event';
import { shortened } from './shortened';
import { stateIndexOf } from './state-index-of';

export interface StateInput extends StateFilter {
  /** As of an event or a time (ms since the epoch); neither: the last event. */
  seq?: number | undefined;
  at?: number | undefined;
  offset?: number;
  limit?: number;
}

const shownRestarts = 20;
const nothing = { entries: [], total: 0 };

/** The state as of an event or a time. Throws AppError `not_found` for an event that is not there. */
export async function readState(
  store: Store,
  lineage: Lineage,
  { seq, at, offset = 0, limit = maxStateEntries, ...filter }: StateInput,
): Promise<StatePage> {
  if (seq !== undefined && seq >= lineage.events)
    throw new AppError('not_found', `There is no event ${seq}: the trace has ${lineage.events}.`);
  const index = await stateIndexOf(store, lineage);
  const asOf = seq === undefined ? momentOf(store, lineage, at) : { seq, why: null };
  const page = { offset, limit, ...filter };
  const { entries, total } = asOf.seq === null ? nothing : index.at(asOf.seq, page);
  const changes = asOf.seq === null ? [] : index.changes(asOf.seq);
  const listed = lister(store, lineage);
  return {
    ...asOf,
    entries: entries.map(listed),
    offset,
    total,
    changedHere: changes.slice(0, maxStateEntries).map(({ before, after }): ListedChange => {
      const { namespace, agent, key } = after;
      return { namespace, agent, key, before: before && listed(before), after: listed(after) };
    }),
    changed: changes.length,
    namespaces: [...index.namespaces],
    agents: [...index.agents],
    operations: index.operations,
    restarts: index.restarts.slice(0, shownRestarts),
  };
}

function momentOf(store: Store, lineage: Lineage, at: number | undefined): AsOf {
  if (at !== undefined) return seqAsOf(readOutline(store, lineage), at);
  return lineage.events === 0
    ? { seq: null, why: 'This trace has no events.' }
    : { seq: lineage.events - 1, why: null };
}

/** Every write and delete of one key; none for a key that the trace does not have. */
export async function readHistory(
  store: Store,
  lineage: Lineage,
  { offset = 0, limit = maxHistoryEntries, ...name }: KeyName & { offset?: number; limit?: number },
): Promise<StateHistory> {
  const places = (await stateIndexOf(store, lineage)).history(name);
  const eventAt = eventReader(store, lineage);
  const entries = places.slice(offset, offset + limit).flatMap(({ seq, index }) => {
    const event = eventAt(seq);
    const entry = event && auditEntries(event)[index];
    return entry ? { ...entry, ...shortened(entry.value) } : [];
  });
  return { entries, offset, total: places.length };
}

/** Gives an entry its value, from the event that wrote it. */
function lister(store: Store, lineage: Lineage): (entry: IndexedEntry) => ListedEntry {
  const eventAt = eventReader(store, lineage);
  return ({ index, ...entry }) => {
    const event = entry.deleted ? undefined : eventAt(entry.seq);
    return { ...entry, ...shortened((event && auditEntries(event)[index]?.value) ?? null) };
  };
}

/** One event may have written many keys: it is read once. */
function eventReader(store: Store, lineage: Lineage): (seq: number) => Event | undefined {
  const read = new Map<number, Event | undefined>();
  return (seq) => {
    if (!read.has(seq)) read.set(seq, readEvent(store.raw, lineage, seq));
    return read.get(seq);
  };
}
