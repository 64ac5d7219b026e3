import type { TraceBuilder } from '@/lib/trace/builder';
import type { Note } from '@/lib/trace/trace';
import type { Format, Scan, Source, TracePart } from '../format';
import { baseName } from '../source/file-name';
import { type Plan, planFiles, type Stream } from './plan-files';
import { readRun } from './read-run';
import { readSteps } from './read-steps';
import { readTaskTrace } from './read-task-trace';
import { sniffBernstein } from './sniff';

type Index = Map<string, Plan>;

const refs = ({ file, spans }: Stream) => spans.map((span) => file.ref(span));

function otherNote(stream: Stream): Note {
  const name = baseName(stream.file.path) || 'A file';
  const message =
    stream.kind === 'metadata' || stream.kind === 'document'
      ? `${name} lies without the log of its run: it is kept and not read.`
      : `${name} is none of the files of a run: it is kept and not read.`;
  return { severity: 'info', code: 'other-file', message, records: refs(stream) };
}

/** Logs with a byte order mark: Bernstein itself loses their first line. */
function markNotes(streams: readonly Stream[]): Note[] {
  return streams
    .filter(({ file, kind }) => kind !== 'other' && file.bytes[0] === 0xef)
    .map(({ file }) => ({
      severity: 'info',
      code: 'byte-order-mark',
      message: `${baseName(file.path)} begins with a byte order mark: Bernstein itself does not read the first line, here it is read.`,
      records: [],
    }));
}

function scan(source: Source): Scan<Index> {
  const { parts, plans, streams, others } = planFiles(source);
  return {
    parts,
    records: streams.flatMap(refs),
    notes: [
      ...others.filter(({ spans }) => spans.length > 0).map(otherNote),
      ...markNotes(streams),
    ],
    index: plans,
  };
}

function read(_source: Source, index: Index, part: TracePart, builder: TraceBuilder): void {
  const plan = index.get(part.key);
  if (!plan) throw new RangeError(`The scan found no part ${part.key}`);
  builder.finish({ ...endOf(plan, builder), format: 'bernstein' });
}

function endOf(plan: Plan, builder: TraceBuilder) {
  if (plan.kind === 'run') return readRun(plan, builder);
  return plan.kind === 'steps' ? readSteps(plan, builder) : readTaskTrace(plan, builder);
}

/** Runs of Bernstein, all generations: logs and journals of runs, step journals of agents, traces of tasks. */
export const bernstein: Format<Index> = {
  id: 'bernstein',
  title: 'Bernstein',
  sniff: sniffBernstein,
  scan,
  read,
};
