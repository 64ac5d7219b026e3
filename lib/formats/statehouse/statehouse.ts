import type { TraceBuilder } from '@/lib/trace/builder';
import type { Note } from '@/lib/trace/trace';
import type { Confidence, Format, Scan, Source, TracePart } from '../format';
import { stemOf } from '../source/file-name';
import { readLog } from './read-log';
import { recordsOf, type StatehouseFile, shapeOf } from './records';

type Index = Map<string, StatehouseFile>;

const prose = new Set(['empty', 'text']);

function sniff({ files }: Source): Confidence {
  const shapes = files.filter(({ layout }) => !prose.has(layout)).map(shapeOf);
  const mine = shapes.filter((shape) => shape !== null);
  if (mine.length === 0) return 'no';
  // Among files of something else it is for that other format to say what the upload is.
  if (mine.length < shapes.length) return 'maybe';
  return mine.includes('steps') ? 'likely' : 'certain';
}

function scan({ files }: Source): Scan<Index> {
  const index: Index = new Map();
  const parts: TracePart[] = [];
  const records: Scan['records'] = [];
  const notes: Note[] = [];
  for (const file of files) {
    const found = recordsOf(file);
    if (found) {
      const key = String(file.index);
      index.set(key, found);
      parts.push({ key, title: stemOf(file.path) || 'Statehouse log' });
      if (found.head) records.push(file.ref(found.head));
      for (const span of found.spans) records.push(file.ref(span));
    } else if (file.bytes.length > 0) {
      const record = file.ref({ start: 0, end: file.bytes.length });
      records.push(record);
      notes.push({
        ...{ severity: 'warning', code: 'other-file', records: [record] },
        message: `${stemOf(file.path)} holds no transactions: it is kept and not read.`,
      });
    }
  }
  return { parts, records, notes, index };
}

function read(_source: Source, index: Index, part: TracePart, builder: TraceBuilder): void {
  const from = index.get(part.key);
  if (!from) throw new RangeError(`The scan found no part ${part.key}`);
  builder.note({
    ...{ severity: 'info', code: 'logical-clock', records: [] },
    message:
      'commit_ts counts the commits of a daemon: it is no clock. Gaps are commits of others and empty ones.',
  });
  const metadata = from.head ? from.file.parse(from.head) : null;
  if (from.head)
    builder.note({
      ...{ severity: 'info', code: 'snapshot', records: [from.file.ref(from.head)] },
      message:
        'A snapshot holds what stood at its end. What was overwritten before is not in it, so earlier moments are incomplete.',
    });
  readLog(from, builder);
  builder.finish({
    ...{ name: part.title, format: 'statehouse', outcome: 'unknown', timeQuality: 'none' },
    ...(metadata?.ok ? { extra: { metadata: metadata.value } } : {}),
  });
}

/**
 * State logs of Statehouse: lines of `statehousectl replay --json`, protobuf's JSON, the server's own log, its
 * snapshots, and the shape of its documentation. One file is one trace, one transaction one event.
 */
export const statehouse: Format<Index> = {
  id: 'statehouse',
  title: 'Statehouse',
  sniff,
  scan,
  read,
};
