import type { Event, EventOf, Operation } from '@/lib/trace/event';
import type { Json } from '@/lib/trace/json';

/** What state needs of an event: a whole event will do, and so will a state event without the rest. */
export type StateEvent =
  | Event
  | Pick<EventOf<'state'>, 'kind' | 'seq' | 'lane' | 'operations' | 'extra'>;

/** One write or delete as it was recorded, with whose key it is. */
export interface StateOperation {
  /** '' where the trace names none. */
  namespace: string;
  agent: string;
  key: string;
  op: 'write' | 'delete';
  /** null for a delete; a write of JSON null has null too. */
  value: Json | null;
  /** As recorded; null where none was. Counters restart: no order is to be read from it. */
  version: number | null;
  /** It is about the key of another agent than the one in whose lane the event stands. */
  foreign: boolean;
}

/** Operations of an event in the order in which they were staged; none for events of other kinds. */
export function operationsOf(event: StateEvent): StateOperation[] {
  return event.kind === 'state' ? event.operations.map((raw) => operation(event, raw)) : [];
}

function operation(event: Pick<EventOf<'state'>, 'lane'>, raw: Operation): StateOperation {
  const { namespace = '', agent = event.lane, key, value = null, deleted = false } = raw;
  return {
    namespace,
    agent,
    key,
    op: deleted ? 'delete' : 'write',
    value: deleted ? null : value,
    version: raw.version ?? null,
    foreign: agent !== event.lane,
  };
}
