import { field, type Json, listField } from '@/lib/trace/json';
import type { StateEvent } from './operation';

/** What the source itself calls the transaction of an event; null where it does not say. */
export interface RecordedTransaction {
  id: string | null;
  /** A counter of commits, never a clock. */
  commit: number | null;
}

/**
 * From the fields that no typed field names, in Statehouse's own words as its several dumps spell them; where
 * several records are one transaction, from the first of them.
 */
export function recordedTransaction({ extra }: StateEvent): RecordedTransaction {
  const from = listField(extra, 'records')?.[0] ?? extra;
  const id = field(from, 'txn_id') ?? field(from, 'txnId');
  return {
    id: typeof id === 'string' ? id : null,
    commit: counterOf(field(from, 'commit_ts') ?? field(from, 'commitTs')),
  };
}

/** A number, or the text that protobuf's JSON makes of it. */
function counterOf(value: Json | undefined): number | null {
  const counter = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof counter === 'number' && Number.isFinite(counter) ? counter : null;
}
