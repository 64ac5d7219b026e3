import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Json, type JsonObject, jsonSchema } from '@/lib/trace/json';
import { corpusRoot, reportOracle } from '@/scripts/corpus';
import { SeedError } from '../python/seed-error';
import { continueFrom, type SeedAgent } from './continue-from';
import { type Differ, diffTraces, type SeedDiff, toLines } from './seed-diff';
import { findUserMessages, fork, messagesAt, type SeedMessage } from './seed-messages';
import {
  eventIndicesByType,
  fromFile,
  type Profile,
  type SeedTrace,
  storeLoad,
  toDict,
} from './seed-trace';

const root = corpusRoot();
const folder = root === null ? null : join(root, 'oracles', 'shipit');

const caseSchema = z.object({
  case: z.string(),
  profile: z.string(),
  input: z.object({
    trace_file: z.string().optional(),
    left: z.string().optional(),
    right: z.string().optional(),
    inline: jsonSchema.optional(),
  }),
  op: z.string(),
  args: z.record(z.string(), z.unknown()),
  expect: z.record(z.string(), z.unknown()),
});
type Case = z.infer<typeof caseSchema>;

const read = (path: string): Json => JSON.parse(readFileSync(path, 'utf8'));
const stem = (path: string): string => basename(path, '.json');

/** What an oracle says, with exceptions by class alone. */
const outcome = (of: () => unknown): unknown => {
  try {
    return { ok: JSON.parse(JSON.stringify(of())) };
  } catch (error) {
    if (error instanceof SeedError) return { error: error.exception };
    throw error;
  }
};
const outcomeOf = async (of: () => Promise<unknown>): Promise<unknown> => {
  try {
    const value = await of();
    return outcome(() => value);
  } catch (error) {
    return outcome(() => {
      throw error;
    });
  }
};
const expected = (value: unknown): unknown => {
  const { error, ...rest } = z.object({ error: z.string().optional() }).loose().parse(value);
  return error === undefined ? rest : { error };
};

const diffDict = (diff: SeedDiff): JsonObject => ({
  left_id: diff.leftId,
  right_id: diff.rightId,
  matched: diff.matched,
  diverged_at: diff.divergedAt,
  identical: diff.identical,
  type_mismatches: diff.typeMismatches,
  only_in_left: diff.onlyInLeft.map(([index, event]) => tailDict(index, event)),
  only_in_right: diff.onlyInRight.map(([index, event]) => tailDict(index, event)),
});
const tailDict = (index: number, event: SeedTrace['events'][number]): Json => [index, { ...event }];

const integers = z.array(z.int());
const forkArgs = z.object({
  at_event: z.int(),
  edit_user_message: z.string().nullish(),
  extra_metadata: z.custom<JsonObject>().nullish(),
});

const continueArgs = z.object({
  at_event: z.int(),
  edit_user_message: z.string().nullish(),
  run_kwargs: z.record(z.string(), z.unknown()).optional(),
  agent_history_before: z.custom<SeedMessage[]>().optional(),
});

/** Continues with the agent that the oracle was made with: it says one thing and tells what it was given. */
async function continued(trace: SeedTrace, args: unknown): Promise<unknown> {
  const { at_event, edit_user_message, run_kwargs, agent_history_before } =
    continueArgs.parse(args);
  const checkpoint = fork(trace, at_event, { editUserMessage: edit_user_message });
  const before = structuredClone(checkpoint);
  let asked: { prompt: string; kwargs: unknown } | null = null;
  if (agent_history_before === undefined) {
    const mute: SeedAgent<undefined, Map<string, unknown>> = {
      run: (prompt) => {
        asked = { prompt, kwargs: null };
        return new Map([['output', 'not an attribute']]);
      },
    };
    const { output, events, messages } = await continueFrom(checkpoint, mute, undefined);
    return {
      prompt: z.object({ prompt: z.string() }).parse(asked).prompt,
      output,
      events,
      messages,
    };
  }
  const agent: Required<SeedAgent<unknown, { output: string; messages: SeedMessage[] }>> = {
    history: agent_history_before,
    run(prompt, kwargs) {
      asked = { prompt, kwargs };
      const user = { role: 'user', content: prompt, name: null, metadata: {} };
      return { output: 'resumed-output', messages: [...this.history, user] };
    },
  };
  const { output, messages } = await continueFrom(checkpoint, agent, run_kwargs);
  expect(checkpoint).toEqual(before);
  return {
    ...z.object({ prompt: z.string(), kwargs: z.unknown() }).parse(asked),
    ...{ output, agent_history: agent.history, result_messages: messages },
    ...{ checkpoint_messages: checkpoint.messages, fork: checkpoint.fork },
  };
}

/** [what we get, what the oracle says] pairs of one case; a reason where the case does not apply. */
async function judge(oracle: Case, at: string): Promise<[unknown, unknown][] | string> {
  const profile: Profile = oracle.profile.startsWith('v1') ? 'v1' : 'v2';
  const differ: Differ = oracle.profile.includes('d9b7c64') ? 'd9b7c64' : 'current';
  const load = (file: string | undefined): SeedTrace => {
    if (file === undefined) throw new Error(`${oracle.case} names no file`);
    return fromFile(read(join(at, file)), stem(file), profile);
  };
  const trace = (): SeedTrace => load(oracle.input.trace_file);
  const diff = (): SeedDiff =>
    diffTraces(load(oracle.input.left), load(oracle.input.right), differ);
  const { args } = oracle;
  const once = (of: () => unknown): [unknown, unknown][] => [
    [outcome(of), expected(oracle.expect)],
  ];
  const each = (keys: number[], of: (key: number) => unknown): [unknown, unknown][] =>
    keys.map((key) => [outcome(() => of(key)), expected(oracle.expect[String(key)])]);

  switch (oracle.op) {
    case 'from_file':
      if (!oracle.input.trace_file)
        return 'opens a file by path: the importer reads bytes it is given';
      return once(() => {
        const { traceId, metadata, events } = trace();
        return {
          trace_id: traceId,
          len: events.length,
          metadata,
          types: events.map(({ type }) => type),
        };
      });
    case 'FileTraceStore.load':
      return once(() => storeLoad(oracle.input.inline ?? null, profile));
    case 'to_dict':
      return once(() => toDict(trace()));
    case 'event_indices_by_type':
      return once(() =>
        Object.fromEntries(
          z
            .array(z.string())
            .parse(args.types)
            .map((type) => [type, eventIndicesByType(trace(), type)]),
        ),
      );
    case 'messages_at':
      return each(integers.parse(args.indices), (index) => messagesAt(trace(), index));
    case 'find_user_messages':
      return once(() => findUserMessages(trace()));
    case 'fork': {
      const { at_event, edit_user_message, extra_metadata } = forkArgs.parse(args);
      const options = { editUserMessage: edit_user_message, extraMetadata: extra_metadata };
      return once(() => fork(trace(), at_event, options));
    }
    case 'diff_traces':
      if (!oracle.input.right) return 'passes what is no trace: the type checker refuses it';
      return once(() => diffDict(diff()));
    case 'to_lines':
      return each(integers.parse(args.limits), (limit) => toLines(diff(), limit));
    case 'continue_from': {
      const wanted = expected(oracle.expect);
      return [[await outcomeOf(() => continued(trace(), args)), wanted]];
    }
    default:
      return `has the unknown operation ${oracle.op}`;
  }
}

const files =
  folder === null ? [] : readdirSync(folder).filter((name) => /^cases.*\.json$/.test(name));
const left = new Map<string, number>();
let judged = 0;

describe.skipIf(folder === null)("shipit_agent's own replay", () => {
  afterAll(() => {
    const reasons = [...left].map(([reason, times]) => `${times} × ${reason}`);
    console.info(`[oracle] shipit: ${judged} cases judged; not applicable: ${reasons.join('; ')}`);
    reportOracle({ cases: judged });
  });

  it('finds cases', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(files)('%s', async (file) => {
    const cases = z.array(caseSchema).parse(read(join(folder ?? '', file)));
    const failures: unknown[] = [];
    for (const oracle of cases) {
      const pairs = await judge(oracle, folder ?? '');
      if (typeof pairs === 'string') {
        left.set(pairs, (left.get(pairs) ?? 0) + 1);
        continue;
      }
      judged += 1;
      for (const [got, due] of pairs) {
        const same = z.json().safeParse(got).success && equal(got, due);
        if (!same) failures.push({ case: oracle.case, got, due });
      }
    }
    expect(failures).toEqual([]);
  });
});

function equal(left: unknown, right: unknown): boolean {
  try {
    expect(left).toEqual(right);
    return true;
  } catch {
    return false;
  }
}
