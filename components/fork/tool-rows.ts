import type { Executor, ToolHints } from '@/lib/api/executor-contract';
import type { Outline } from '@/lib/trace/outline';
import type { ToolDefinition } from '@/lib/trace/setup';
import { ruleOf, type ToolPolicy, type ToolRule } from '@/lib/trace/tool-policy';
import { type SchemaSource, schemaSource, type ToolLine } from './tool-lines';

/** Something that may run a tool for real. */
export interface LiveChoice {
  id: string;
  name: string;
  /** null: its own words on the tool are not there, as it no longer offers it. */
  hints: ToolHints | null;
  /** Every call is asked for. */
  asks: boolean;
  /** A person allowed calls without being asked, in a branch that this one comes from. */
  approved: boolean;
}

/** One tool, and who answers it. */
export interface ToolRow {
  tool: string;
  /** Recorded results up to the fork, and after it: those answer. */
  before: number;
  after: number;
  schema: SchemaSource;
  rule: ToolRule;
  live: readonly LiveChoice[];
}

interface ToolSources {
  outline: Outline;
  /** Last event that the branch borrows. */
  forkSeq: number;
  /** As the trace records them. */
  recorded: readonly ToolDefinition[] | null;
  lines: readonly ToolLine[] | null;
  policy: ToolPolicy;
  executors: readonly Executor[];
}

/** A row per tool that the model is told of, that was called, or that has a rule; in this order. */
export function toolRows(sources: ToolSources): ToolRow[] {
  const { outline, forkSeq, recorded, lines, policy, executors } = sources;
  const names = new Set<string>();
  if (lines) {
    for (const { definition, on } of lines) if (on) names.add(definition.name);
  } else for (const { name } of recorded ?? []) names.add(name);
  const before = new Map<string, number>();
  const after = new Map<string, number>();
  for (const row of outline) {
    if (row.kind === 'tool-call' && row.name !== null) names.add(row.name);
    if (row.kind !== 'tool-result' || row.call === null || row.unfinished) continue;
    const tool = outline[row.call]?.name ?? row.name;
    if (tool === null) continue;
    names.add(tool);
    const counts = row.seq > forkSeq ? after : before;
    counts.set(tool, (counts.get(tool) ?? 0) + 1);
  }
  for (const { tool } of policy.rules) names.add(tool);
  return [...names].map((tool) => {
    const rule = ruleOf(policy, tool);
    return {
      ...{ tool, rule },
      before: before.get(tool) ?? 0,
      after: after.get(tool) ?? 0,
      schema: schemaSource(tool, lines, recorded),
      live: liveChoices(tool, rule, policy, executors),
    };
  });
}

function liveChoices(
  tool: string,
  { otherwise }: ToolRule,
  policy: ToolPolicy,
  executors: readonly Executor[],
): LiveChoice[] {
  const approved = (id: string) =>
    policy.approved.some((one) => one.executorId === id && one.tool === tool);
  const choices = executors.flatMap(({ id, name, trusted, tools }): LiveChoice[] => {
    const offered = tools.find((one) => one.name === tool);
    if (!offered?.allowed) return [];
    const asks = !(trusted && onlyReads(offered.hints));
    return [{ id, name, hints: offered.hints, asks, approved: approved(id) }];
  });
  if (otherwise.by === 'executor' && !choices.some(({ id }) => id === otherwise.executorId)) {
    const gone = executors.find(({ id }) => id === otherwise.executorId);
    const name = gone ? `${gone.name}, which may not run it` : 'a deleted executor';
    choices.push({ id: otherwise.executorId, name, hints: null, asks: true, approved: false });
  }
  return choices;
}

/** The policy with this rule; one that says what holds anyway is left out. */
export function withRule(policy: ToolPolicy, rule: ToolRule): ToolPolicy {
  const plain = rule.recording && rule.ignore.length === 0 && rule.otherwise.by === 'hand';
  const at = policy.rules.findIndex(({ tool }) => tool === rule.tool);
  if (at < 0) return plain ? policy : { ...policy, rules: [...policy.rules, rule] };
  return { ...policy, rules: policy.rules.toSpliced(at, 1, ...(plain ? [] : [rule])) };
}

/** The policy without a leave that was given earlier: the tool's live calls are asked for again. */
export const withoutLeave = (policy: ToolPolicy, executorId: string, tool: string): ToolPolicy => ({
  ...policy,
  approved: policy.approved.filter((one) => one.executorId !== executorId || one.tool !== tool),
});

/** As a resume reads it: who says both means the worse. */
const onlyReads = ({ readOnly, destructive }: ToolHints): boolean =>
  readOnly === true && destructive !== true;

/** What an executor says of a tool; what it does not say counts as the worst. */
export function hintWords(hints: ToolHints): string {
  const { destructive, idempotent, openWorld } = hints;
  const words: string[] = [];
  if (onlyReads(hints)) words.push('read-only');
  else {
    words.push(
      destructive === false
        ? 'changes things'
        : destructive === true
          ? 'destructive'
          : 'may be destructive',
    );
    if (idempotent === true) words.push('idempotent');
  }
  if (openWorld !== false) words.push('open world');
  return words.join(', ');
}

/** How many tools each kind of answerer stands for, in words; live ones are counted apart. */
export function answererWords(rows: readonly ToolRow[]): { words: string; live: number } {
  const count = (fits: (rule: ToolRule) => boolean) => rows.filter(({ rule }) => fits(rule)).length;
  const kinds = [
    ['hand', 'by hand'],
    ['fixed', 'fixed'],
    ['deny', 'denied'],
  ] as const;
  const counts = [true, false].flatMap((recording) =>
    kinds.map(([kind, word]): [number, string] => [
      count((rule) => rule.recording === recording && rule.otherwise.by === kind),
      recording ? `from recording, then ${word}` : word,
    ]),
  );
  const words = counts.flatMap(([many, word]) => (many > 0 ? [`${many} ${word}`] : []));
  return {
    words: words.join(', ') || 'none',
    live: count(({ otherwise }) => otherwise.by === 'executor'),
  };
}
