import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Hash } from '@/lib/trace/identity';
import { corpusRoot, reportOracle } from '@/scripts/corpus';
import { parsePythonJson } from '../python/parse-python-json';
import { dumpCanonicalJson } from '../python/python-json';
import { UnsupportedPattern } from '../python/python-regex';
import { pythonRepr } from '../python/python-text';
import { isDict, type PythonDict, type PythonValue } from '../python/python-value';
import { SeedError } from '../python/seed-error';
import { unifiedDiff } from '../python/unified-diff';
import { bernsteinCli, type CliPlace } from './cli';
import { diffEventLogs } from './diff-event-logs';
import { type BernsteinFilters, filterEvents } from './filter-events';
import { canonicalEvent, fingerprintCanonical, fingerprintRaw } from './fingerprint-log';
import { journalHead, rebuildState, verifyJournal } from './journal';
import { loadEvents } from './load-events';
import { readMetadata } from './metadata';
import { deriveReplayKey } from './replay-key';
import { diffSteps, stepEntries, stepHash, verifySteps } from './step-journal';
import { buildRerunRequest, latestTaskTrace, readTaskTrace, readTaskTraces } from './task-trace';

const root = corpusRoot();
const folder = root === null ? '' : join(root, 'oracles', 'bernstein');

/** Cases are read as Python reads them: 1 and 1.0 are two numbers. */
const dict = z.custom<PythonDict>((value) => value instanceof Map);
const list = z.custom<readonly PythonValue[]>((value) => Array.isArray(value));
interface Case {
  name: string;
  op: string;
  input: PythonDict;
  args: PythonDict;
  expect: PythonValue;
}

const hash: Hash = (data) => createHash('sha256').update(data).digest('hex');
const read = (path: string): Uint8Array => readFileSync(join(folder, path));
const readIf = (path: string): Uint8Array | null =>
  existsSync(join(folder, path)) ? read(path) : null;

function casesOf(file: string): Case[] {
  const parsed = parsePythonJson(readFileSync(join(folder, file), 'utf8'));
  if (!parsed.ok) throw new Error(`${file}: ${parsed.reason}`);
  return list.parse(parsed.value).map((value) => {
    const of = dict.parse(value);
    return {
      name: z.string().parse(of.get('case')),
      op: z.string().parse(of.get('op')),
      input: dict.parse(of.get('input')),
      args: dict.parse(of.get('args')),
      expect: of.get('expect') ?? null,
    };
  });
}

/** An answer in the oracle's keys. */
const dictOf = (members: Record<string, unknown>): PythonDict =>
  new Map(Object.entries(members).map(([key, value]) => [key, value as PythonValue])); // What we build below.

const text = (of: PythonDict, key: string): string => z.string().parse(of.get(key));
const textIf = (of: PythonDict, key: string): string | undefined =>
  z.string().nullish().parse(of.get(key)) ?? undefined;

const eventName = (event: PythonValue): PythonValue =>
  isDict(event) && event instanceof Map ? (event.get('event') ?? null) : pythonRepr(event);

/** NaN and the infinities stand as null in the oracle. */
const withoutNaN = (value: PythonValue): PythonValue =>
  JSON.parse(dumpCanonicalJson(value).replace(/-?\b(?:NaN|Infinity)\b/g, 'null'));

function loaded(bytes: Uint8Array): PythonDict {
  const events = loadEvents(bytes);
  const short = events.length <= 100;
  return dictOf({
    count: events.length,
    events: short ? events : null,
    event_names: events.slice(0, short ? undefined : 40).map(eventName),
  });
}

function kept({ input, args }: Case): PythonValue {
  const events = list.parse(input.get('events'));
  const filters: BernsteinFilters = {
    filter: textIf(args, 'filter_str'),
    eventType: textIf(args, 'event_type'),
    agent: textIf(args, 'agent'),
    search: textIf(args, 'search'),
  };
  // Indices; the one case of a scalar names the event itself.
  return filterEvents(events, filters).map((event) =>
    isDict(event) ? events.indexOf(event) : event,
  );
}

const journal = (path: string) => loadEvents(read(path));

function side({ input }: Case, name: string): readonly PythonValue[] {
  const own = input.get(`${name}_events`);
  return own === undefined ? journal(text(input, name)) : list.parse(own);
}

function steps({ input }: Case, key: string): Uint8Array {
  return readIf(join(text(input, key), '000000.jsonl')) ?? new Uint8Array();
}

function place(folder: string, columns: number): CliPlace {
  const runs = readdirSync(join(folder, 'runs'))
    .filter((id) => existsSync(join(folder, 'runs', id, 'replay.jsonl')))
    .map((id) => {
      const metadata = join(folder, 'runs', id, 'metadata.json');
      return {
        id,
        log: readFileSync(join(folder, 'runs', id, 'replay.jsonl')),
        metadata: existsSync(metadata) ? readFileSync(metadata) : null,
      };
    });
  const hasTask = (id: string) => existsSync(join(folder, 'traces', `${id}.jsonl`));
  return { runs, hasTask, columns, hash };
}

function commanded({ input, args, expect: wanted }: Case): { value: PythonValue } | string {
  const name = z.enum(['replay', 'replay-filter']).parse(args.get('command'));
  const argv = list.parse(args.get('argv')).map((word) => z.string().parse(word));
  const at = place(join(folder, text(input, 'sdd')), z.number().parse(args.get('COLUMNS')));
  const found = bernsteinCli(name, argv, at);
  if (found === null) return 'sends a task to a server';
  // Exceptions by class alone; what goes to stderr is the shell's.
  const keys = [...dict.parse(wanted).keys()].filter((key) => key !== 'stderr');
  const { exitCode, stdout, exception } = found;
  const told = dictOf({ exit_code: exitCode, stdout, exception });
  return { value: new Map(keys.map((key) => [key, told.get(key) ?? null])) };
}

/** What we say to a case in the oracle's words; a reason where it does not apply. */
function answer(oracle: Case): { value: PythonValue } | string {
  const { input, args, op } = oracle;
  switch (op) {
    case 'load_replay_events':
      return { value: loaded(read(text(input, 'file'))) };
    case 'filter_events':
      return { value: kept(oracle) };
    case 'fingerprint': {
      const bytes = readIf(text(input, 'file'));
      const isRaw = text(args, 'scheme').includes('raw');
      return {
        value: isRaw
          ? fingerprintRaw(bytes, hash)
          : bytes === null
            ? ''
            : fingerprintCanonical(bytes, hash),
      };
    }
    case 'canonical_event_bytes':
      return { value: canonicalEvent(input.get('event') ?? null) };
    case 'read_session_replay_metadata': {
      const found = readMetadata(readIf(text(input, 'file')));
      if (found === null) return { value: null };
      const { runId, startedAt, gitSha, gitBranch, configHash, seedPath } = found;
      return {
        value: dictOf({
          ...{ run_id: runId, started_at: startedAt, git_sha: gitSha, git_branch: gitBranch },
          ...{ config_hash: configHash, seed_path: seedPath },
        }),
      };
    }
    case 'verify_journal': {
      const found = verifyJournal(journal(text(input, 'file')), hash);
      return {
        value: dictOf({
          ...{ ok: found.ok, count: found.count, divergent_index: found.divergentIndex },
          ...{ expected_hash: found.expectedHash, actual_hash: found.actualHash },
          errors: found.errors,
        }),
      };
    }
    case 'journal_head':
      return { value: journalHead(journal(text(input, 'file'))) };
    case 'rebuild_state': {
      const from = z.number().parse(args.get('from_step'));
      const state = rebuildState(journal(text(input, 'file')), from, hash);
      const { stepCount, headHash, events } = state;
      return { value: dictOf({ step_count: stepCount, head_hash: headHash, events }) };
    }
    case 'diff_event_logs': {
      const found = diffEventLogs(side(oracle, 'left'), side(oracle, 'right'));
      const { diverged, index, reason, reasonCode, mutationKind, a, b } = found;
      return {
        value: dictOf({
          ...{ diverged, index, reason, reason_code: reasonCode, mutation_kind: mutationKind },
          ...{ a_event: a, b_event: b },
        }),
      };
    }
    case 'compute_step_hash':
      return { value: stepHash(input.get('fields') ?? null, hash) };
    case 'derive_replay_key': {
      const components = list.parse(input.get('components'));
      return { value: deriveReplayKey(components, textIf(args, 'scheme') ?? 'v1', hash) };
    }
    case 'render_replay_diff':
      return {
        value: unifiedDiff(text(input, 'original'), text(input, 'replayed'), 'original', 'replay'),
      };
    case 'build_replay_task_request': {
      const { originalResultSummary, ...payload } = buildRerunRequest(
        readTaskTrace(input.get('trace') ?? null),
        {
          taskId: textIf(args, 'task_id'),
          overrideModel: textIf(args, 'override_model'),
          extraContext: textIf(args, 'extra_context'),
        },
      );
      return {
        value: dictOf({
          payload: dictOf(payload),
          original_result_summary: originalResultSummary,
        }),
      };
    }
    case 'TraceStore.latest_for_task':
    case 'TraceStore.read_by_task': {
      const traces = readTaskTraces(
        readIf(join(text(input, 'dir'), `${text(args, 'task_id')}.jsonl`)),
      ).map((trace) => ({
        trace,
        told: dictOf({
          ...{ trace_id: trace.traceId, spawn_ts: trace.spawnTs, outcome: trace.outcome },
          steps: trace.steps.length,
        }),
      }));
      if (op === 'TraceStore.read_by_task') return { value: traces.map(({ told }) => told) };
      const latest = latestTaskTrace(traces.map(({ trace }) => trace));
      return { value: traces.find(({ trace }) => trace === latest)?.told ?? null };
    }
    case 'JournalReader.verify': {
      const found = verifySteps(steps(oracle, 'dir'), hash, textIf(args, 'expected_head') ?? null);
      const { ok, headHash, steps: count, errors } = found;
      return { value: dictOf({ ok, head_hash: headHash, steps: count, errors }) };
    }
    case 'JournalReader.entries':
      return {
        value: dictOf({
          seqs: stepEntries(steps(oracle, 'dir')).map((row) => row.get('seq') ?? null),
        }),
      };
    case 'diff_journals': {
      const found = diffSteps(
        stepEntries(steps(oracle, 'left')),
        stepEntries(steps(oracle, 'right')),
      );
      if (found === null) return { value: null };
      return {
        value: dictOf({
          ...{ seq: found.seq, fields_changed: found.fieldsChanged, reason: found.reason },
          ...{ left_values: found.leftValues, right_values: found.rightValues },
        }),
      };
    }
    case 'cli':
      return commanded(oracle);
    default:
      return `has the unknown operation ${op}`;
  }
}

/** Exceptions by class alone; what is beyond a linear-time regex is not applicable. */
function outcome(oracle: Case): { ok: PythonValue } | { error: string } | string {
  try {
    const found = answer(oracle);
    return typeof found === 'string' ? found : { ok: found.value };
  } catch (error) {
    if (error instanceof UnsupportedPattern) return `needs ${error.feature} in a pattern`;
    if (error instanceof SeedError) return { error: error.exception };
    throw error;
  }
}

const comparable = (value: PythonValue): unknown => withoutNaN(value);

function due({ op, expect: wanted }: Case): { ok: unknown } | { error: unknown } {
  if (op === 'cli') {
    const of = new Map(dict.parse(wanted));
    of.delete('stderr');
    const exception = of.get('exception');
    if (typeof exception === 'string') of.set('exception', exception.split(':')[0] ?? '');
    return { ok: comparable(of) };
  }
  // The step journal's cases stand as they are; the others under ok or error.
  if (/^(?:JournalReader\.|diff_journals)/.test(op)) return { ok: comparable(wanted) };
  const of = dict.parse(wanted);
  return of.has('error') ? { error: of.get('error') } : { ok: comparable(of.get('ok') ?? null) };
}

const files =
  root === null ? [] : readdirSync(folder).filter((name) => /cases.*\.json$/.test(name));
const left = new Map<string, number>();
let judged = 0;

describe.skipIf(root === null)("Bernstein's own replay", () => {
  afterAll(() => {
    const reasons = [...left].map(([reason, times]) => `${times} × ${reason}`);
    console.info(
      `[oracle] bernstein: ${judged} cases judged; not applicable: ${reasons.join('; ')}`,
    );
    reportOracle({ cases: judged });
  });

  it('finds cases', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(files)('%s', (file) => {
    const failures: unknown[] = [];
    for (const oracle of casesOf(file)) {
      const found = outcome(oracle);
      if (typeof found === 'string') {
        left.set(found, (left.get(found) ?? 0) + 1);
        continue;
      }
      judged += 1;
      const got = 'ok' in found ? { ok: comparable(found.ok) } : found;
      const wanted = due(oracle);
      if (JSON.stringify(got) !== JSON.stringify(wanted))
        failures.push({ case: oracle.name, got, due: wanted });
    }
    expect(failures).toEqual([]);
  });
});
