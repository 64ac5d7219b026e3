import type { TraceBuilder } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import type { Transaction } from './transaction';
import type { VersionWatch } from './version-watch';

/** Tells where the versions begin again. `marked`: the record says of each operation whose it is. */
export function noteRestart(
  watch: VersionWatch,
  { operations, commit }: Transaction,
  lane: string,
  marked: boolean,
  records: RecordRef[],
  builder: TraceBuilder,
): void {
  const restart = watch.add(operations, lane);
  if (!restart) return;
  const place = commit === null ? '' : ` at commit ${commit}`;
  const cause = marked
    ? 'the daemon was restarted'
    : 'the daemon was restarted, or this operation is of another agent, which the file does not mark';
  builder.note({
    ...{ severity: 'info', code: 'versions-restart', records },
    message: `Versions start again${place} (${restart.key}: ${restart.from}, then ${restart.to}): ${cause}. They order nothing.`,
  });
}

/** What a whole file showed about its agents. */
export interface AgentFacts {
  echoed: boolean;
  nobody: boolean;
  mixed: RecordRef[];
  repeated: RecordRef[];
  shared: boolean;
}

/** Tells what the file leaves open about whose operations are whose. */
export function noteAgents(
  { echoed, nobody, mixed, repeated, shared }: AgentFacts,
  builder: TraceBuilder,
): void {
  const info = (code: string, message: string, records: RecordRef[] = []): void =>
    builder.note({ severity: 'info', code, message, records });
  if (echoed)
    info(
      'agent-echoed',
      'statehousectl writes the agent it was asked for on every transaction. Operations of other agents in the same transaction are in the file and not marked.',
    );
  if (nobody)
    info(
      'no-agent',
      'The file does not say which agent wrote: Statehouse leaves it out on the wire.',
    );
  if (mixed.length > 0)
    builder.note({
      ...{ severity: 'warning', code: 'mixed-agents', records: mixed },
      message:
        'A key stands twice in one transaction with versions that do not rise: these are keys of two agents or namespaces, and the file does not say whose. The state shown for them may be wrong.',
    });
  if (repeated.length > 0)
    builder.note({
      ...{ severity: shared ? 'warning' : 'info', code: 'repeated', records: repeated },
      message: shared
        ? 'Transactions stand in the replays of two agents: they hold operations of both, unmarked. Each is told once, in the lane of the first.'
        : 'Transactions stand twice: each is told once.',
    });
}
