import type { RecordRef } from '@/lib/trace/event';
import type { Note } from '@/lib/trace/trace';
import type { SpanForest } from './span-forest';
import type { SpanMark } from './span-mark';

/** What was odd about the links and ends of spans. Each note points at a hundred of them at most. */
export function forestNotes({ orphans, cycles }: SpanForest, marks: SpanMark[]): Note[] {
  const notes: Note[] = [];
  const add = (severity: Note['severity'], code: string, message: string, about: SpanMark[]) => {
    if (about.length > 0)
      notes.push({
        severity,
        code,
        message,
        records: about.slice(0, 100).flatMap((m) => m.records),
      });
  };
  const spans = (count: number): string => (count === 1 ? '1 span' : `${count} spans`);
  const repeated = marks.filter(({ records, logs }) => records.length > 1 + logs.length);
  const endless = marks.filter(({ end }) => end === null);
  add(
    'info',
    'orphan-spans',
    `${spans(orphans.length)} named a parent that is not in the file: read as roots`,
    orphans.map(({ mark }) => mark),
  );
  add(
    'warning',
    'span-cycles',
    `${spans(cycles.length)} stood below themselves: read as roots`,
    cycles.map(({ mark }) => mark),
  );
  add(
    'info',
    'repeated-spans',
    `${spans(repeated.length)} stood in the file more than once: each read once`,
    repeated,
  );
  add('warning', 'unfinished-spans', `${spans(endless.length)} never ended: placed last`, endless);
  return notes;
}

export function brokenNotes(broken: { record: RecordRef; reason: string }[]): Note[] {
  return broken.map(({ record, reason }) => ({
    severity: 'error',
    code: 'bad-json',
    message: `A record could not be read: ${reason}`,
    records: [record],
  }));
}

export function foreignNotes(records: RecordRef[]): Note[] {
  if (records.length === 0) return [];
  const message = `Beside the spans stand values or files without any (log records, metrics, notes): ${records.length}. They are kept raw`;
  return [{ severity: 'info', code: 'foreign-values', message, records }];
}
