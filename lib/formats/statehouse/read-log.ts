import type { TraceBuilder } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import type { ValueSpan } from '../source/boundary-scan';
import { inCommitOrder, placedEntries } from './entries';
import { noteAgents, noteRestart } from './log-notes';
import { readRecord, type StatehouseFile } from './records';
import type { Transaction } from './transaction';
import { mixedKey, VersionWatch } from './version-watch';

const mainLane = 'main';
const laneOf = ({ agent, operations }: Transaction): string =>
  agent ?? operations[0]?.agent ?? mainLane;

/**
 * Tells a file's transactions in commit order: each record is parsed once to find its place and once to be told,
 * so that a big file is never held parsed.
 */
export function readLog(from: StatehouseFile, builder: TraceBuilder): void {
  const { entries, repeated, shared } = placedEntries(from);
  const order = inCommitOrder(entries, builder);
  const watch = new VersionWatch();
  const mixed: RecordRef[] = [];
  let echoed = false;
  let nobody = false;
  for (const entry of order) {
    const records = entry.spans.map((span) => from.file.ref(span));
    if (entry.reason !== null) {
      builder.add({
        ...{ kind: 'unreadable', type: 'unreadable', lane: mainLane },
        ...{ records, reason: entry.reason },
      });
      continue;
    }
    const told = transactionOf(from, entry.spans);
    const lane = laneOf(told);
    const marked = told.operations.every(({ agent }) => agent !== undefined);
    echoed ||= !marked && told.agent !== null;
    nobody ||= !marked && told.agent === null;
    if (mixedKey(told.operations, lane) !== null) mixed.push(...records);
    else noteRestart(watch, told, lane, marked, records, builder);
    builder.add({
      ...{ kind: 'state', type: from.shape === 'snapshot' ? 'snapshot' : 'transaction', lane },
      ...{ records, operations: told.operations, extra: told.extra },
    });
  }
  noteAgents({ echoed, nobody, mixed, repeated, shared }, builder);
}

function transactionOf(from: StatehouseFile, spans: readonly ValueSpan[]): Transaction {
  const read = spans.map((span) => {
    const parsed = from.file.parse(span);
    const found = parsed.ok ? readRecord(from, parsed.value) : null;
    if (!found) throw new RangeError('A record was placed and cannot be read');
    return found;
  });
  const [first] = read;
  if (!first) throw new RangeError('An entry holds no record');
  if (read.length === 1) return first;
  return {
    ...first,
    operations: read.flatMap(({ operations }) => operations),
    extra: { records: read.map(({ extra }) => extra) },
  };
}
