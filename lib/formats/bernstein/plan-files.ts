import { textField } from '@/lib/trace/json';
import type { Source, TracePart } from '../format';
import type { ValueSpan } from '../source/boundary-scan';
import { baseName } from '../source/file-name';
import type { SourceFile } from '../source/source-file';
import { agentOf, type FileKind, folderOf, journalKey, kindOf } from './file-kind';

/** A file and its records, in their order. */
export interface Stream {
  file: SourceFile;
  kind: FileKind;
  spans: ValueSpan[];
}

/** A line that holds the trace of one agent at one moment. */
export interface TaskLine {
  file: SourceFile;
  span: ValueSpan;
}

export type Plan =
  | { kind: 'run'; title: string; streams: Stream[]; documents: Stream[]; metadata: Stream | null }
  | { kind: 'steps'; agent: string; streams: Stream[] }
  | { kind: 'task'; id: string; lines: TaskLine[] };

export interface FilePlan {
  parts: TracePart[];
  plans: Map<string, Plan>;
  streams: Stream[];
  /** Files that belong to no part. */
  others: Stream[];
}

/** Text that is no JSON is one record; an empty file has none. */
function streamOf(file: SourceFile): Stream {
  const kind = kindOf(file);
  if (kind !== 'other') return { file, kind, spans: [...file.records()] };
  const end = file.bytes.length;
  const spans = end === 0 ? [] : [{ start: 0, end, depth: 0, torn: false }];
  return { file, kind, spans };
}

const isBackup = ({ file }: Stream): boolean => /\.\d+$/.test(file.path);

/** replay.jsonl with the older part that was moved aside when it grew too large; every other log stands alone. */
function logsOf(streams: readonly Stream[]): Stream[][] {
  const logs = streams.filter(({ kind }) => kind === 'log');
  return logs
    .filter((log) => !isBackup(log) || !logs.some(({ file }) => continues(log.file, file)))
    .map((log) => [...logs.filter(({ file }) => continues(file, log.file)), log]);
}

const continues = (older: SourceFile, newer: SourceFile): boolean =>
  older !== newer && older.path.replace(/\.\d+$/, '') === newer.path;

function runPlans(folder: string, streams: readonly Stream[]): [string, Plan][] {
  const of = (kind: FileKind) => streams.filter((stream) => stream.kind === kind);
  const logs = logsOf(streams);
  // What lies beside the logs belongs to the first chained one, or to the first.
  const main = logs.find(([log]) => log && baseName(log.file.path) === 'journal.jsonl') ?? logs[0];
  const beside = [...of('calls'), ...of('gateway')];
  const extras = { documents: of('document'), metadata: of('metadata')[0] ?? null };
  const name = baseName(folder);
  if (!main)
    return beside.length === 0
      ? []
      : [
          [
            `run:${folder}`,
            { kind: 'run', title: name || 'Bernstein run', streams: beside, ...extras },
          ],
        ];
  return logs.map((log) => {
    const own = log === main ? { streams: [...log, ...beside], ...extras } : alone(log);
    const path = log.at(-1)?.file.path ?? folder;
    const title =
      logs.length === 1 && name !== '' ? name : [name, baseName(path)].filter(Boolean).join('/');
    return [`run:${path}`, { kind: 'run', title, ...own }];
  });
}

const alone = (streams: Stream[]) => ({ streams, documents: [], metadata: null });

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const group = found.get(keyOf(item));
    if (group) group.push(item);
    else found.set(keyOf(item), [item]);
  }
  return found;
}

/** Lines of all task files by the trace that they hold; a line that is none stands with the file's others. */
function taskPlans(streams: readonly Stream[]): [string, Plan][] {
  const lines = streams.flatMap(({ file, spans }) => spans.map((span) => ({ file, span })));
  const byTrace = groups(lines, ({ file, span }) => {
    const parsed = file.parse(span);
    const id = parsed.ok ? textField(parsed.value, 'trace_id') : undefined;
    return id ?? '';
  });
  const whole = [...byTrace].filter(([id]) => id !== '');
  const torn = byTrace.get('') ?? [];
  return whole.map(([id, of], at) => [
    `task:${id}`,
    { kind: 'task', id, lines: at === 0 ? [...of, ...torn] : of },
  ]);
}

/** Which files and lines of an upload make up which trace. */
export function planFiles(source: Source): FilePlan {
  const streams = source.files.map(streamOf);
  const of = (kind: FileKind) => streams.filter((stream) => stream.kind === kind);
  const runFiles = streams.filter(({ kind }) =>
    ['log', 'calls', 'gateway', 'metadata', 'document'].includes(kind),
  );
  const steps = [...groups(of('steps'), ({ file }) => journalKey(file.path))];
  const entries: [string, Plan][] = [
    ...[...groups(runFiles, ({ file }) => folderOf(file.path))].flatMap(([folder, files]) =>
      runPlans(folder, files),
    ),
    ...steps.map(([folder, of]): [string, Plan] => [
      `steps:${folder}`,
      { kind: 'steps', agent: agentOf(of[0]?.file.path ?? ''), streams: of },
    ]),
    ...taskPlans(of('tasks')),
  ];
  const plans = new Map(entries);
  const used = new Set([...plans.values()].flatMap(filesIn));
  return {
    parts: entries.map(([key, plan]) => ({ key, title: titleOf(plan) })),
    plans,
    streams,
    others: streams.filter(({ file }) => !used.has(file)),
  };
}

function filesIn(plan: Plan): SourceFile[] {
  if (plan.kind === 'task') return plan.lines.map(({ file }) => file);
  const files = plan.streams.map(({ file }) => file);
  if (plan.kind === 'steps') return files;
  return [...files, ...[...plan.documents, plan.metadata].flatMap((stream) => stream?.file ?? [])];
}

function titleOf(plan: Plan): string {
  if (plan.kind === 'run') return plan.title;
  return plan.kind === 'steps' ? `${plan.agent} step journal` : `Task trace ${plan.id}`;
}
