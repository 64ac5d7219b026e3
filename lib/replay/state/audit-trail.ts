import type { Json } from '@/lib/trace/json';
import { operationsOf, type StateEvent } from './operation';
import { recordedTransaction } from './recorded-transaction';
import type { KeyName } from './state-fold';

/** One line of the audit trail. */
export interface AuditEntry {
  seq: number;
  /** Its place among the operations of its event, from 0. */
  index: number;
  /** The id of the transaction as the source calls it; null where it names none. */
  transaction: string | null;
  namespace: string;
  agent: string;
  key: string;
  op: 'write' | 'delete';
  /** null for a delete. */
  value: Json | null;
  version: number | null;
  /** It is about the key of another agent than the one in whose lane the event stands. */
  foreign: boolean;
}

/** Every write and delete in the order of the trace, none left out. */
export function* auditTrail(events: Iterable<StateEvent>): Generator<AuditEntry> {
  for (const event of events) yield* auditEntries(event);
}

/** The lines of one event. */
export function auditEntries(event: StateEvent): AuditEntry[] {
  const { id: transaction } = recordedTransaction(event);
  return operationsOf(event).map(
    ({ namespace, agent, key, op, value, version, foreign }, index) => ({
      ...{ seq: event.seq, index, transaction, namespace, agent, key, op, value, version, foreign },
    }),
  );
}

/** Every write and delete of one key, in order. */
export function keyHistory(events: Iterable<StateEvent>, name: KeyName): AuditEntry[] {
  const found: AuditEntry[] = [];
  for (const entry of auditTrail(events)) if (isOf(entry, name)) found.push(entry);
  return found;
}

const isOf = (entry: KeyName, name: KeyName): boolean =>
  entry.key === name.key && entry.agent === name.agent && entry.namespace === name.namespace;
