import { isObject, numberField, textField } from '@/lib/trace/json';
import { baseName } from '../source/file-name';
import type { SourceFile } from '../source/source-file';

/**
 * What a file is to Bernstein. `log`: events of a run. `calls`: recorded model calls. `gateway`: recorded answers.
 * `steps`: an agent's journal. `tasks`: traces of agents. `metadata`: where a run came from. `document`: a report.
 */
export type FileKind =
  | 'log'
  | 'calls'
  | 'gateway'
  | 'steps'
  | 'tasks'
  | 'metadata'
  | 'document'
  | 'other';

/** Words that Bernstein's orchestrator writes and others do not. */
const words: ReadonlySet<string> = new Set([
  ...['wal_recovery', 'tick_start', 'agent_spawned', 'agent_reaped', 'task_claimed'],
  ...['task_verification_failed', 'task_retried', 'batch_job_submitted', 'batch_job_applied'],
  ...['batch_job_failed', 'workflow_phase_advanced', 'workflow_approval_granted'],
  ...['run_started', 'run_completed', 'task_completed', 'provider_state_mutation'],
]);

export const folderOf = (path: string): string =>
  path.slice(0, path.length - baseName(path).length).replace(/[/\\]$/, '');

const byName: readonly (readonly [RegExp, FileKind])[] = [
  [/(?:^|[-_.])(?:replay|journal)\.jsonl(?:\.\d+)?$/, 'log'],
  [/^llm_calls\.jsonl$/, 'calls'],
  [/^events\.jsonl$/, 'gateway'],
  [/^\d{6}\.jsonl$/, 'steps'],
  [/^metadata\.json$/, 'metadata'],
  [/^(?:summary|divergence_report|run-receipt)\.json$/, 'document'],
];

const has = (value: unknown, ...keys: string[]): boolean =>
  isObject(value) && keys.every((key) => Object.hasOwn(value, key));

export const isChained = (value: unknown): boolean =>
  has(value, 'event_hash', 'payload_hash', 'prev_hash');

/** What one record is by its keys; null where none of Bernstein's files has such a one. */
export function recordKind(value: unknown): FileKind | null {
  if (has(value, 'step_hash', 'prev_hash', 'input_hash')) return 'steps';
  if (has(value, 'trace_id', 'session_id') && (has(value, 'spawn_ts') || has(value, 'task_ids')))
    return 'tasks';
  if (has(value, 'key', 'model', 'response', 'prompt_len')) return 'calls';
  if (has(value, 'kind', 'key', 'response', 'seq')) return 'gateway';
  if (isChained(value)) return 'log';
  if (has(value, 'run_id', 'started_at', 'git_sha', 'config_hash')) return 'metadata';
  const timed = numberField(value, 'elapsed_s') !== undefined;
  const word = textField(value, 'event');
  // The word alone may be anybody's; with the seconds since the start it is Bernstein's.
  return word !== undefined && (timed || (words.has(word) && has(value, 'ts'))) ? 'log' : null;
}

/** Whether records of this kind have something that only Bernstein writes. */
export const isOwn = (value: unknown): boolean => {
  const kind = recordKind(value);
  if (kind === 'log')
    return (
      isChained(value) || (words.has(textField(value, 'event') ?? '') && has(value, 'elapsed_s'))
    );
  return kind !== null && kind !== 'metadata';
};

const fits: Record<FileKind, (value: unknown) => boolean> = {
  log: (value) => has(value, 'event'),
  calls: (value) => has(value, 'response'),
  gateway: (value) => has(value, 'kind'),
  steps: (value) => has(value, 'step_hash'),
  tasks: (value) => recordKind(value) === 'tasks',
  metadata: (value) => has(value, 'run_id') || has(value, 'git_sha'),
  document: isObject,
  other: () => false,
};

/** The kind of a file by what is in it, and by its name where that leaves it open. */
export function kindOf(file: SourceFile): FileKind {
  if (file.layout === 'empty' || file.layout === 'binary' || file.layout === 'text') return 'other';
  const sample = file.sample();
  for (const value of sample) {
    const kind = recordKind(value);
    if (kind !== null) return kind;
  }
  const named = byName.find(([name]) => name.test(baseName(file.path)))?.[1];
  return named && sample.some(fits[named]) ? named : 'other';
}

const isBucket = (path: string): boolean => /^\d{6}\.jsonl$/.test(baseName(path));

/** Files of one agent's step journal share this: the folder, where they are named as Bernstein names them. */
export const journalKey = (path: string): string => (isBucket(path) ? folderOf(path) : path);

/** The agent whose step journal this is, by the name of its folder or file: data only. */
export const agentOf = (path: string): string =>
  baseName(journalKey(path)).replace(/\.jsonl$/, '') || 'agent';
