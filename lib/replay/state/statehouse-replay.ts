import type { Json } from '@/lib/trace/json';
import { auditEntries } from './audit-trail';
import type { StateEvent } from './operation';
import { recordedTransaction } from './recorded-transaction';
import type { KeyName } from './state-fold';
import { statehouseValue } from './statehouse-value';
import { TupleMap } from './tuple-map';

/** A committed transaction as Statehouse's log keeps it. */
export interface Transaction {
  txn_id: string;
  /** A counter, not a clock. */
  commit_ts: number;
  operations: (KeyName & { value: Json | null; version: number })[];
}

/** One line of Statehouse's Replay: nothing tells whose key an operation is about. */
export interface ReplayEvent {
  txn_id: string;
  commit_ts: number;
  operations: { key: string; value: Json | null; version: number }[];
}

export interface ReplayRange {
  namespace: string;
  agent: string;
  /** Commit counters, both inclusive; 0 is a bound like any other. */
  start?: number | null | undefined;
  end?: number | null | undefined;
}

/**
 * Statehouse's Replay exactly, faults included: a transaction is given whole where any of its operations is for
 * this namespace and agent, other agents' operations unmarked among them. For compatibility only: the default
 * audit trail tells them apart.
 */
export function* statehouseReplay(
  transactions: Iterable<Transaction>,
  { namespace, agent, start, end }: ReplayRange,
): Generator<ReplayEvent> {
  for (const { txn_id, commit_ts, operations } of transactions) {
    if (start != null && commit_ts < start) continue;
    if (end != null && commit_ts > end) continue;
    if (!operations.some((one) => one.namespace === namespace && one.agent === agent)) continue;
    yield {
      txn_id,
      commit_ts,
      operations: operations.map(({ key, value, version }) => ({ key, value, version })),
    };
  }
}

/**
 * The state events of any trace as transactions. What the trace does not record is filled in as the server would:
 * commit counters from 1, versions by counting the operations of a key, an id made of the event's number.
 */
export function* transactionsOf(events: Iterable<StateEvent>): Generator<Transaction> {
  const versions = new TupleMap<number>();
  let committed = 0;
  for (const event of events) {
    if (event.kind !== 'state') continue;
    const { id, commit } = recordedTransaction(event);
    committed = commit ?? committed + 1;
    yield {
      txn_id: id ?? `event-${event.seq}`,
      commit_ts: committed,
      operations: auditEntries(event).map(
        ({ namespace, agent, key, op, value, version: recorded }) => {
          const version = recorded ?? (versions.get(namespace, agent, key) ?? 0) + 1;
          versions.set(namespace, agent, key, version);
          const written = op === 'delete' ? null : statehouseValue(value);
          return { namespace, agent, key, value: written, version };
        },
      ),
    };
  }
}
