import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { corpusRoot, reportOracle } from '@/scripts/corpus';
import { parsePythonJson } from '../python/parse-python-json';
import {
  dictEntries,
  dictGet,
  isDict,
  isList,
  PythonFloat,
  type PythonValue,
  pythonEqual,
} from '../python/python-value';
import { SeedError } from '../python/seed-error';
import { type ClientValue, clientValue } from './client-value';
import {
  type FormattedOperation,
  formatEventPretty,
  formatEventVerbose,
  formatKey,
  formatTs,
  formatValueSummary,
} from './format-event';
import {
  type ReplayEvent,
  replayCommand,
  replayPretty,
  reprEvent,
  tailCommand,
} from './replay-output';

const root = corpusRoot();
const folder = root === null ? null : join(root, 'oracles', 'statehouse');

/** Cases are read as Python reads them: whether a number is 1 or 1.0 decides what is printed. */
function parse(text: string): PythonValue {
  const parsed = parsePythonJson(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.value;
}

const member = (value: PythonValue | undefined, key: string): PythonValue =>
  (value !== undefined && isDict(value) ? dictGet(value, key) : undefined) ?? null;
const text = (value: PythonValue): string => {
  if (typeof value !== 'string') throw new Error('is no text');
  return value;
};
const whole = (value: PythonValue): number | bigint => {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'string' && /^\d+$/.test(value)) return BigInt(value);
  throw new Error('is no int');
};
const list = (value: PythonValue): readonly PythonValue[] => {
  if (!isList(value)) throw new Error('is no list');
  return value;
};

/** Python values as JSON.parse would give them: what comes over the wire knows doubles only. */
const json = (value: PythonValue) => JSON.parse(JSON.stringify(value, plainly));
function plainly(_key: string, value: unknown): unknown {
  if (value instanceof PythonFloat) return value.value;
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Map ? Object.fromEntries(value) : value;
}

const operation = (key: PythonValue, value: PythonValue, version: PythonValue) => ({
  key: text(key),
  value: value === null ? null : clientValue(json(value)),
  version: whole(version),
});

/** Transactions from lines of `--json`, from protobuf's JSON, or from `[txn, commit, [[key, value, version]]]`. */
function eventOf(value: PythonValue): ReplayEvent {
  if (isList(value)) {
    const [transaction = null, commit = null, operations = null] = value;
    return {
      transaction: text(transaction),
      commit: whole(commit),
      operations: list(operations).map((raw) => {
        const [key = null, written = null, version = null] = list(raw);
        return operation(key, written, version);
      }),
    };
  }
  return {
    transaction: text(member(value, 'txn_id')),
    commit: whole(member(value, 'commit_ts')),
    operations: list(member(value, 'operations')).map((raw) =>
      operation(member(raw, 'key'), member(raw, 'value'), member(raw, 'version')),
    ),
  };
}

/** The transactions that a case names only: members stand in the order of what was printed, where that is there. */
function wire(name: string, cases: readonly PythonValue[]): ReplayEvent[] | null {
  if (name === 'empty') return [];
  const seed = join(root ?? '', 'corpus', 'seeds', 'statehouse', `replay.${name}.jsonl`);
  if (existsSync(seed))
    return readFileSync(seed, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => eventOf(parse(line)));
  const named = (prefix: string): PythonValue | undefined =>
    cases.find((found) => member(found, 'case') === `${prefix}/${name}`);
  const asJson = named('wire/json');
  if (asJson) return list(member(member(asJson, 'expect'), 'ok')).map(eventOf);
  const asBytes = named('wire/binary_hex');
  return asBytes ? list(member(asBytes, 'input')).map(eventOf) : null;
}

function formatted(input: PythonValue): FormattedOperation {
  const namespace = member(input, 'namespace');
  return {
    timestamp: whole(member(input, 'timestamp')),
    agent: text(member(input, 'agent_id')),
    operation: text(member(input, 'operation')),
    key: text(member(input, 'key')),
    version: whole(member(input, 'version')),
    value: member(input, 'value'),
    namespace: namespace === null ? 'default' : text(namespace),
  };
}

const outcome = (of: () => PythonValue): PythonValue => {
  try {
    return new Map([['ok', of()]]);
  } catch (error) {
    if (error instanceof SeedError) return new Map([['error', error.exception]]);
    throw error;
  }
};

function option(argv: readonly string[], ...names: string[]): string | null {
  const at = argv.findIndex((word) => names.includes(word));
  return at < 0 ? null : (argv[at + 1] ?? null);
}

const known = new Set(
  '--json --verbose --limit --namespace -n --lines --start-ts --end-ts'.split(' '),
);

/** What the command prints, or why the case does not apply. */
function command(argv: readonly string[], events: readonly ReplayEvent[]): PythonValue | string {
  const [word, agent] = argv;
  const odd = argv.find((found) => found.startsWith('-') && !known.has(found));
  if (agent === undefined || odd !== undefined || (word !== 'replay' && word !== 'tail'))
    return 'runs another command of statehousectl, which asks the daemon';
  const scope = { agent, namespace: option(argv, '--namespace') ?? 'default' };
  const limit = option(argv, '--limit');
  const count = option(argv, '-n', '--lines');
  const output =
    word === 'tail'
      ? tailCommand(events, scope, count === null ? 10 : Number(count))
      : replayCommand(events, {
          ...scope,
          json: argv.includes('--json'),
          verbose: argv.includes('--verbose'),
          limit: limit === null ? null : Number(limit),
        });
  return new Map<string, PythonValue>([
    ['exit_code', output.exitCode],
    ['stdout', output.stdout],
    ['exception', output.exception],
  ]);
}

/** `repr` cases hold no input: the two events that they were made with. */
const reprs = new Map<string, ReplayEvent>([
  [
    'ReplayEvent.repr',
    {
      transaction: 'txn-9',
      commit: 5,
      operations: [
        { key: 'k', value: clientValue({ a: 1 }), version: 1 },
        { key: 'd', value: null, version: 2 },
      ],
    },
  ],
  ['ReplayEvent.repr_no_ops', { transaction: 'txn-9', commit: 5, operations: [] }],
]);

/** `[what we get, what the oracle says]`; a reason where the case does not apply. */
function judge(
  oracle: PythonValue,
  cases: readonly PythonValue[],
): [PythonValue, PythonValue] | string {
  const input = member(oracle, 'input');
  const args = member(oracle, 'args');
  const expected = member(oracle, 'expect');
  const failed = member(expected, 'error');
  const due: PythonValue = failed === null ? expected : new Map([['error', failed]]);
  const once = (of: () => PythonValue): [PythonValue, PythonValue] => [outcome(of), due];
  const wired = member(input, 'wire');
  const events = typeof wired === 'string' ? wire(wired, cases) : [];
  if (events === null) return 'names events that no file of the folder holds';

  switch (member(oracle, 'op')) {
    case 'format_ts':
      return once(() => formatTs(whole(input)));
    case 'format_key':
      return once(() => formatKey(text(input)));
    case 'format_value_summary': {
      const value: ClientValue = input;
      return once(() => formatValueSummary(value));
    }
    case 'format_event_pretty':
      return once(() => formatEventPretty(formatted(input)));
    case 'format_event_verbose': {
      const index = Number(whole(member(args, 'event_id')));
      return once(() => formatEventVerbose(formatted(input), text(member(args, 'txn_id')), index));
    }
    case 'repr': {
      const event = reprs.get(text(member(oracle, 'case')));
      if (!event) return 'holds no event to print';
      return once(() => reprEvent(event, { agent: 'a1', namespace: 'default' }));
    }
    case 'client.replay_pretty': {
      const namespace = member(args, 'namespace');
      const scope = { agent: 'a1', namespace: namespace === null ? 'default' : text(namespace) };
      return once(() => [...replayPretty(events, scope, member(args, 'verbose') === true)]);
    }
    case 'cli': {
      const got = command(list(member(args, 'argv')).map(text), events);
      return typeof got === 'string' ? got : [got, due];
    }
    case 'protobuf_binary':
      return 'encodes protobuf bytes: Retake reads files and speaks no gRPC';
    case 'protobuf_json':
      return 'encodes protobuf JSON: judged by reading it (lib/formats/statehouse/oracle.test.ts)';
    case 'ReplayRequest':
      return 'builds a gRPC request: Retake speaks no gRPC';
    case 'state_machine_script':
      return 'is a script of the server: judged there (../state/statehouse-oracle.test.ts)';
    case '_dict_to_struct':
      return 'encodes a Python object for a gRPC write: Retake writes to no daemon';
    default:
      return `has the unknown operation ${String(member(oracle, 'op'))}`;
  }
}

const files =
  folder === null ? [] : readdirSync(folder).filter((name) => /cases.*\.json$/.test(name));
const left = new Map<string, number>();
let judged = 0;

describe.skipIf(folder === null)("Statehouse's own Python client", () => {
  afterAll(() => {
    const reasons = [...left].map(([reason, times]) => `${times} × ${reason}`);
    console.info(
      `[oracle] statehouse client: ${judged} cases judged; not applicable: ${reasons.join('; ')}`,
    );
    reportOracle({ cases: judged });
  });

  it('finds cases', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(files)('%s', (file) => {
    const cases = list(parse(readFileSync(join(folder ?? '', file), 'utf8')));
    const failures: unknown[] = [];
    for (const oracle of cases) {
      const pair = judge(oracle, cases);
      if (typeof pair === 'string') {
        left.set(pair, (left.get(pair) ?? 0) + 1);
        continue;
      }
      judged += 1;
      const [got, due] = pair;
      if (!pythonEqual(got, due))
        failures.push({ case: member(oracle, 'case'), got: json(got), due: json(due) });
    }
    expect(failures).toEqual([]);
  });
});

it('reads members of a dict in their order', () => {
  const dict = parse('{"b": 1, "a": 2}');
  expect(isDict(dict) ? dictEntries(dict).map(([key]) => key) : []).toEqual(['b', 'a']);
});
