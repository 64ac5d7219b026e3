import type { RecordRef } from '@/lib/trace/event';
import { oneLine } from '@/lib/trace/summary';
import type { Note } from '@/lib/trace/trace';
import type { Scan, Source, TracePart } from '../format';
import type { SourceFile } from '../source/source-file';
import { readRow, unreadableRow } from './read-row';
import type { Row } from './row';
import { groupSessions } from './sessions';
import { sniffFile } from './sniff';

/** The rows of each trace, by the key of its part. */
export type ClaudeIndex = ReadonlyMap<string, Row[]>;

/** Light fields of every record, grouped into traces: one per session. */
export function scan(source: Source): Scan<ClaudeIndex> {
  const records: RecordRef[] = [];
  const notes: Note[] = [];
  const files: Row[][] = [];
  const repaired: RecordRef[] = [];
  for (const file of source.files) {
    if (sniffFile(file) === 'no' && source.files.length > 1) {
      if (file.bytes.byteLength === 0) continue;
      const ref = file.ref({ start: 0, end: file.bytes.byteLength });
      records.push(ref);
      notes.push({
        severity: 'info',
        code: 'other-file',
        message: `${file.path} is no Claude Code log: kept, not read`,
        records: [ref],
      });
      continue;
    }
    const rows = readRows(file, repaired);
    for (const row of rows) records.push(row.ref);
    files.push(rows);
  }
  if (repaired.length > 0)
    notes.push({
      severity: 'warning',
      code: 'repaired-json',
      message: 'Numbers that JSON does not know (NaN, Infinity) are kept as text',
      records: repaired,
    });
  const index = new Map<string, Row[]>();
  const parts: TracePart[] = [];
  for (const [key, rows] of groupSessions(files)) {
    index.set(key, rows);
    parts.push({ key, title: titleOf(key, rows) });
  }
  return { parts, records, notes, index };
}

function readRows(file: SourceFile, repaired: RecordRef[]): Row[] {
  const rows: Row[] = [];
  for (const span of file.records()) {
    const ref = file.ref(span);
    const parsed = file.parse(span);
    if (parsed.ok && parsed.repaired !== null) repaired.push(ref);
    rows.push(parsed.ok ? readRow(ref, parsed.value) : unreadableRow(ref, parsed.reason));
  }
  return rows;
}

/**
 * A title that a person or the program gave, else the first thing that a person said. A summary often stands
 * in the file of a later session: it is a title only where it names a row of this one.
 */
function titleOf(key: string, rows: readonly Row[]): string {
  const here = new Set(rows.map(({ uuid }) => uuid));
  const asked = (side: boolean) => rows.find((row) => row.human && row.side === side && row.text);
  const found =
    rows.findLast((row) => row.word === 'custom-title' && row.text) ??
    rows.findLast((row) => row.word === 'ai-title' && row.text) ??
    rows.findLast((row) => row.titles !== null && here.has(row.titles) && row.text) ??
    asked(false) ??
    asked(true) ??
    rows.findLast((row) => row.word === 'summary' && row.text);
  return found?.text ? oneLine(found.text) : key;
}
