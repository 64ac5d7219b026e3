import type { Operation } from '@/lib/trace/event';
import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listField,
  textField,
} from '@/lib/trace/json';

/** One committed transaction, whatever shape told of it. */
export interface Transaction {
  id: string | null;
  /** Position in the daemon's order of commits: a counter, no clock. null where the record has none. */
  commit: bigint | null;
  /** Whom the record as a whole names: statehousectl writes the agent it was asked for here. */
  agent: string | null;
  operations: Operation[];
  /** Members that none of the above holds, and id and counter as they were written. */
  extra: JsonObject;
}

/** protobuf's JSON spells names in camel case or as in the schema, 64-bit numbers as text. */
const either = (value: unknown, snake: string, camel: string): Json | undefined =>
  field(value, snake) ?? field(value, camel);
const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);

function counter(value: Json | undefined): bigint | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  return typeof value === 'string' && /^\d{1,20}$/.test(value) ? BigInt(value) : null;
}

const operationKeys = new Set(
  'key value version namespace agent_id agentId deleted commit_ts commitTs'.split(' '),
);

interface ReadOperation {
  operation: Operation;
  rest: JsonObject | null;
}

/**
 * A value that is absent or null is a delete; `{}` is a write of an empty object. A name that is absent is empty
 * text in protobuf's JSON.
 */
function readOperation(raw: Json, namespace: string | null): ReadOperation | null {
  const key = field(raw, 'key');
  if (!isObject(raw) || (key !== undefined && typeof key !== 'string')) return null;
  const value = field(raw, 'value') ?? null;
  const deleted = field(raw, 'deleted') === true || value === null;
  const version = counter(field(raw, 'version'));
  const exact = version === null || !Number.isSafeInteger(Number(version)) ? null : Number(version);
  const agent = text(either(raw, 'agent_id', 'agentId'));
  const place = text(field(raw, 'namespace')) ?? namespace;
  const rest = Object.entries(raw).filter(
    ([name]) => !operationKeys.has(name) || (name === 'version' && exact === null),
  );
  return {
    operation: {
      ...(place === null ? {} : { namespace: place }),
      ...(agent === null ? {} : { agent }),
      key: key ?? '',
      ...(deleted ? { deleted: true } : { value }),
      ...(exact === null ? {} : { version: exact }),
    },
    rest: rest.length > 0 ? Object.fromEntries(rest) : null,
  };
}

const transactionKeys = new Set('operations namespace agent_id agentId'.split(' '));

/** `{txn_id, commit_ts, operations: […]}` of the command line, of protobuf's JSON or of the server's log. */
export function readTransaction(value: Json): Transaction | null {
  const id = text(either(value, 'txn_id', 'txnId'));
  const commit = counter(either(value, 'commit_ts', 'commitTs'));
  const list = listField(value, 'operations');
  // protobuf leaves an empty list out.
  if (!isObject(value) || id === null || (commit === null && !list)) return null;
  const namespace = text(field(value, 'namespace'));
  const read = (list ?? []).map((raw) => readOperation(raw, namespace));
  const odd = read.flatMap((found, at) => {
    const rest = found ? found.rest : (list?.[at] ?? null);
    return rest === null ? [] : [{ index: at, rest }];
  });
  const extra = Object.entries(value).filter(([name]) => !transactionKeys.has(name));
  return {
    id,
    commit,
    agent: text(either(value, 'agent_id', 'agentId')),
    operations: read.flatMap((found) => (found ? [found.operation] : [])),
    extra: { ...Object.fromEntries(extra), ...(odd.length > 0 ? { operations: odd } : {}) },
  };
}

const stepKeys = new Set('key value version namespace agent_id operation'.split(' '));

/**
 * The shape that Statehouse documents and does not write: one operation a line, with `operation` and `event_id`.
 * Its `timestamp` is the commit counter set as a date, so it is kept and not read as a time.
 */
export function readDocumentedStep(value: Json): Transaction | null {
  const word = textField(value, 'operation');
  if (!isObject(value) || word === undefined || textField(value, 'key') === undefined) return null;
  if (textField(value, 'agent_id') === undefined) return null;
  const deleted = /^del/i.test(word);
  const read = readOperation({ ...value, ...(deleted ? { value: null } : {}) }, null);
  if (!read) return null;
  const written = !deleted && read.operation.deleted ? { ...read.operation, value: null } : null;
  if (written) delete written.deleted;
  return {
    id: textField(value, 'txn_id') ?? null,
    commit: null,
    agent: null,
    operations: [written ?? read.operation],
    extra: Object.fromEntries(Object.entries(value).filter(([name]) => !stepKeys.has(name))),
  };
}

/** A row of `snapshot.json`: the write or delete that stands at the end. */
export function readSnapshotRow(value: Json): Transaction | null {
  const read = readOperation(value, null);
  const commit = counter(either(value, 'commit_ts', 'commitTs'));
  if (!read || commit === null || textField(value, 'key') === undefined) return null;
  return {
    id: null,
    commit,
    agent: null,
    operations: [read.operation],
    extra: { commit_ts: Number(commit), ...(read.rest ? { rest: read.rest } : {}) },
  };
}
