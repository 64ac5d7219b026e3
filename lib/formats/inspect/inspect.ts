import type { TraceBuilder } from '@/lib/trace/builder';
import { field, isObject, type Json, type JsonObject, textField } from '@/lib/trace/json';
import type { Note, Origin, Outcome } from '@/lib/trace/trace';
import type { Confidence, Format, Scan, Source, TracePart } from '../format';
import { stemOf } from '../source/file-name';
import { SampleReader } from './read-sample';
import { logFile, memberOf, type Sample } from './samples';
import { errorOf } from './telling';

interface Index {
  samples: Map<string, Sample>;
  /** `eval` of the log: which task, by which program and which commit. */
  task: Json;
}

function sniff({ files }: Source): Confidence {
  const kinds = files.map((file) => logFile(file).kind);
  if (kinds.includes('log')) return 'certain';
  // An unpacked .eval has files of several kinds beside its samples.
  if (kinds.includes('sample')) return kinds.includes('part') ? 'certain' : 'likely';
  return kinds.includes('part') ? 'maybe' : 'no';
}

const spelt = (value: Json | undefined): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

function titleOf(sample: Sample): string {
  const [id, epoch] = [spelt(memberOf(sample, 'id')), spelt(memberOf(sample, 'epoch'))];
  const name = id === null ? stemOf(sample.file.path) || 'sample' : `sample ${id}`;
  return epoch === null ? name : `${name}, epoch ${epoch}`;
}

function scan({ files }: Source): Scan<Index> {
  const index: Index = { samples: new Map(), task: null };
  const parts: TracePart[] = [];
  const records: Scan['records'] = [];
  const notes: Note[] = [];
  for (const file of files) {
    const found = logFile(file);
    const { samples, rest } = found.kind === 'other' ? { samples: [], rest: [] } : found;
    if (found.kind !== 'other') index.task ??= found.task;
    for (const sample of samples) {
      index.samples.set(sample.key, sample);
      parts.push({ key: sample.key, title: titleOf(sample) });
      const { events, messages } = sample;
      for (const span of events.length > 0 ? events : messages) records.push(file.ref(span));
    }
    const beside = rest.map((span) => file.ref(span));
    if (samples.length === 0 && rest.length === 0 && file.bytes.length > 0)
      beside.push(file.ref({ start: 0, end: file.bytes.length }));
    records.push(...beside);
    if (beside.length > 0)
      notes.push({
        ...{ severity: 'info', code: 'beside-samples', records: beside },
        message: `${stemOf(file.path)} holds no sample: it is kept and not read.`,
      });
  }
  return { parts, records, notes, index };
}

/** What is known of a sample besides what happened in it. */
const kept =
  'input target choices scores metadata store model_usage total_time working_time uuid limit'.split(
    ' ',
  );

function read(_source: Source, index: Index, part: TracePart, builder: TraceBuilder): void {
  const sample = index.samples.get(part.key);
  if (!sample) throw new RangeError(`The scan found no part ${part.key}`);
  const reader = new SampleReader(sample, builder);
  reader.read();
  const extra: JsonObject = Object.fromEntries(
    kept.flatMap((key) => {
      const value = memberOf(sample, key) ?? null;
      const empty = value === null || (isObject(value) && Object.keys(value).length === 0);
      return empty ? [] : [[key, value]];
    }),
  );
  const task = textField(index.task, 'task');
  const error = errorOf(memberOf(sample, 'error'), 'error');
  const ended: Outcome = memberOf(sample, 'scores') === undefined ? 'unknown' : 'ok';
  builder.finish({
    ...{ name: part.title, format: 'inspect', outcome: error ? 'failed' : ended },
    origin: originOf(index.task),
    sourceId: spelt(memberOf(sample, 'uuid')),
    timeQuality: reader.timed ? 'recorded' : 'none',
    extra: {
      ...(task === undefined ? {} : { task }),
      ...extra,
      ...(error ? { error: error.message } : {}),
    },
  });
}

function originOf(task: Json): Origin | undefined {
  const revision = field(task, 'revision');
  const [repository, commit] = [textField(revision, 'origin'), textField(revision, 'commit')];
  const version = textField(field(task, 'packages'), 'inspect_ai');
  if (repository === undefined && commit === undefined && version === undefined) return undefined;
  return {
    ...(repository === undefined ? {} : { repository }),
    ...(commit === undefined ? {} : { commit }),
    ...(version === undefined ? {} : { version }),
  };
}

/** Logs of Inspect AI: .json, or .eval unpacked. A sample is one trace. */
export const inspect: Format<Index> = {
  id: 'inspect',
  title: 'Inspect AI log',
  sniff,
  scan,
  read,
};
