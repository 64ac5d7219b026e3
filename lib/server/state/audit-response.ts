import type { AuditInput, ListedAuditEntry } from '@/lib/api/state-contract';
import type { Lineage } from '@/lib/db/lineage';
import { readStateEvents } from '@/lib/db/read-state-events';
import type { Store } from '@/lib/db/store';
import { AppError } from '@/lib/errors';
import { type AuditEntry, auditTrail } from '@/lib/replay/state/audit-trail';
import {
  type ReplayEvent,
  statehouseReplay,
  transactionsOf,
} from '@/lib/replay/state/statehouse-replay';
import { clientValue } from '@/lib/replay/statehouse/client-value';
import {
  type ReplayEvent as ClientEvent,
  replayPretty,
} from '@/lib/replay/statehouse/replay-output';
import { joinedText } from '@/lib/server/http/joined-text';
import { webBody } from '@/lib/server/http/web-body';
import { contentDisposition } from '@/lib/server/uploads/content-disposition';
import { shortened } from './shortened';

/**
 * The audit trail of a trace as JSON lines or one JSON list of the same, read while it is sent: a client that
 * stops reading stops the work. Throws AppError `bad_request` where the mode lacks what it needs.
 */
export function auditResponse(
  store: Store,
  trace: { name: string },
  lineage: Lineage,
  input: AuditInput,
): Response {
  const { type, ending } = shapes[input.format];
  return new Response(webBody(joinedText(textOf(store, lineage, input))), {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': contentDisposition(`${trace.name}.audit.${ending}`),
    },
  });
}

const shapes = {
  ndjson: { type: 'application/x-ndjson', ending: 'jsonl' },
  json: { type: 'application/json', ending: 'json' },
  text: { type: 'text/plain', ending: 'txt' },
};

function textOf(store: Store, lineage: Lineage, input: AuditInput): Iterable<string> {
  if (input.format === 'text') return statehouseText(store, lineage, input);
  const entries = auditOf(store, lineage, input);
  return input.format === 'json' ? asList(entries) : asLines(entries);
}

function auditOf(store: Store, lineage: Lineage, input: AuditInput): Iterable<object> {
  if (input.mode === 'statehouse') return statehouseLines(store, lineage, input);
  const { start, end } = input;
  const to = end === undefined ? undefined : end + 1;
  const trail = auditTrail(readStateEvents(store.raw, lineage, start, to));
  const entries = limited(filtered(trail, input), input.limit);
  return input.short === '1' ? listed(entries) : entries;
}

function* listed(entries: Iterable<AuditEntry>): Generator<ListedAuditEntry> {
  for (const entry of entries) yield { ...entry, ...shortened(entry.value) };
}

/** At least `limit` entries, and the rest of the event with which they are reached. */
function* limited<Entry extends { seq: number }>(
  entries: Iterable<Entry>,
  limit = Infinity,
): Generator<Entry> {
  let count = 0;
  let last = -1;
  for (const entry of entries) {
    if (count >= limit && entry.seq !== last) return;
    count += 1;
    last = entry.seq;
    yield entry;
  }
}

function* filtered<Entry extends { namespace: string; agent: string; key: string }>(
  entries: Iterable<Entry>,
  { namespace, agent, key }: Pick<AuditInput, 'namespace' | 'agent' | 'key'>,
): Generator<Entry> {
  for (const entry of entries) {
    if (namespace !== undefined && entry.namespace !== namespace) continue;
    if (agent !== undefined && entry.agent !== agent) continue;
    if (key === undefined || entry.key === key) yield entry;
  }
}

function scopeOf({ mode, namespace = 'default', agent, key }: AuditInput) {
  if (mode === 'statehouse' && agent !== undefined && key === undefined)
    return { namespace, agent };
  throw new AppError('bad_request', 'Mode statehouse takes an agent, and no key.', {
    hint: 'Only it can be had as text.',
  });
}

function* replayOf(store: Store, lineage: Lineage, input: AuditInput): Generator<ReplayEvent> {
  const { start, end, limit = Infinity } = input;
  const transactions = transactionsOf(readStateEvents(store.raw, lineage));
  let count = 0;
  for (const event of statehouseReplay(transactions, { ...scopeOf(input), start, end })) {
    yield event;
    count += 1;
    if (count >= limit) return;
  }
}

/** As the members of `statehousectl replay --json`: namespace and agent are what was asked for. */
function statehouseLines(store: Store, lineage: Lineage, input: AuditInput): Iterable<object> {
  const { namespace, agent } = scopeOf(input);
  const lines = function* (): Generator<object> {
    for (const { txn_id, commit_ts, operations } of replayOf(store, lineage, input))
      yield { txn_id, commit_ts, namespace, agent_id: agent, operations };
  };
  return lines();
}

/** The lines that `statehousectl replay` prints: one an operation, and so its `--limit` counts them. */
function statehouseText(store: Store, lineage: Lineage, input: AuditInput): Iterable<string> {
  const { limit = Infinity, ...rest } = input;
  const scope = scopeOf(input);
  const lines = function* (): Generator<string> {
    const events = clientEvents(replayOf(store, lineage, rest));
    let count = 0;
    for (const line of replayPretty(events, scope, input.verbose === '1')) {
      yield `${line}\n`;
      count += 1;
      if (count >= limit) return;
    }
  };
  return lines();
}

function* clientEvents(events: Iterable<ReplayEvent>): Generator<ClientEvent> {
  for (const { txn_id, commit_ts, operations } of events)
    yield {
      ...{ transaction: txn_id, commit: commit_ts },
      operations: operations.map(({ key, value, version }) => {
        return { key, value: value === null ? null : clientValue(value), version };
      }),
    };
}

function* asLines(entries: Iterable<object>): Generator<string> {
  for (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}

function* asList(entries: Iterable<object>): Generator<string> {
  let first = true;
  for (const entry of entries) {
    yield `${first ? '[' : ','}\n${JSON.stringify(entry)}`;
    first = false;
  }
  yield first ? '[]\n' : '\n]\n';
}
