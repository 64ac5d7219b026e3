import { dumpJson } from '../python/python-json';
import type { PythonValue } from '../python/python-value';
import { SeedError } from '../python/seed-error';
import { type ClientValue, dumpable } from './client-value';
import { formatEventPretty, formatEventVerbose } from './format-event';

/** A transaction as `ReplayEvent` of the Python client holds it. */
export interface ReplayEvent {
  transaction: string;
  commit: number | bigint;
  operations: readonly { key: string; value: ClientValue | null; version: number | bigint }[];
}

/** What the client was asked for; it puts these words on every event, whoever's the operations are. */
export interface ReplayScope {
  agent: string;
  namespace: string;
}

/** `client.replay_pretty`: a text per operation, in commit order. */
export function* replayPretty(
  events: Iterable<ReplayEvent>,
  scope: ReplayScope,
  verbose = false,
): Generator<string> {
  for (const { transaction, commit, operations } of events)
    for (const [index, { key, value, version }] of operations.entries()) {
      const operation = {
        ...{ ...scope, timestamp: commit, key, version, value },
        operation: value === null ? 'delete' : 'write',
      };
      yield verbose
        ? formatEventVerbose(operation, transaction, index)
        : formatEventPretty(operation);
    }
}

/** `repr(ReplayEvent)`. */
export function reprEvent(event: ReplayEvent, scope: ReplayScope): string {
  const lines = [...replayPretty([event], scope)];
  return lines.length > 0 ? lines.join('\n') : `<ReplayEvent txn_id=${event.transaction}>`;
}

/** A line of `statehousectl replay --json`. Throws SeedError `TypeError` where a value holds an object or a list. */
function replayJsonLine(event: ReplayEvent, scope: ReplayScope): string {
  const operations = event.operations.map(
    ({ key, value, version }) =>
      new Map<string, PythonValue>([
        ['key', key],
        ['value', value === null ? null : dumpable(value)],
        ['version', version],
      ]),
  );
  return dumpJson(
    new Map<string, PythonValue>([
      ['txn_id', event.transaction],
      ['commit_ts', event.commit],
      ['namespace', scope.namespace],
      ['agent_id', scope.agent],
      ['operations', operations],
    ]),
  );
}

/** How the command ended, with what it had printed by then. */
export interface CommandOutput {
  exitCode: 0 | 1;
  stdout: string;
  /** As Python words it, where the command died of it. */
  exception: string | null;
}

export interface ReplayOptions extends ReplayScope {
  json?: boolean;
  verbose?: boolean;
  /** Operations in pretty mode, transactions in JSON; 0 and null are no limit. */
  limit?: number | null;
}

/** One thunk a line: what lies behind the limit is fetched and never printed, so it raises nothing. */
function* lines(events: Iterable<ReplayEvent>, options: ReplayOptions): Generator<() => string> {
  if (options.json) for (const event of events) yield () => replayJsonLine(event, options);
  else for (const line of replayPretty(events, options, options.verbose)) yield () => line;
}

const nothing = ({ agent }: ReplayScope): string => `No events found for agent '${agent}'\n`;

/**
 * `statehousectl replay`, faults included: nothing found is told in prose even with `--json`, and a nested value
 * ends JSON mode with an exception after the lines that were written already.
 */
export function replayCommand(
  events: Iterable<ReplayEvent>,
  options: ReplayOptions,
): CommandOutput {
  const { limit } = options;
  let stdout = '';
  let count = 0;
  try {
    for (const line of lines(events, options)) {
      // A negative limit is true in Python, and every count is beyond it.
      if (limit && count >= limit) break;
      stdout += `${line()}\n`;
      count += 1;
    }
  } catch (error) {
    if (!(error instanceof SeedError)) throw error;
    return { exitCode: 1, stdout, exception: error.message };
  }
  return { exitCode: 0, stdout: count === 0 ? stdout + nothing(options) : stdout, exception: null };
}

/** `statehousectl tail`: the last `count` operations. */
export function tailCommand(
  events: Iterable<ReplayEvent>,
  scope: ReplayScope,
  count = 10,
): CommandOutput {
  const all = [...replayPretty(events, scope)];
  // Python's `[-count:]`: 0 gives all, a negative count drops from the start.
  const recent = all.length > count ? all.slice(count === 0 ? 0 : -count) : all;
  const stdout = recent.length > 0 ? `${recent.join('\n')}\n` : nothing(scope);
  return { exitCode: 0, stdout, exception: null };
}
