import type { Note } from '@/lib/trace/trace';
import type { Confidence, Format, Scan, Source } from '../format';
import { memberSpans, type ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';
import { type LineKind, lineKinds } from './native-line';
import { NativeReader } from './native-reader';
import { receiptFiles, receiptNotes } from './receipt-notes';

/** The lines of one trace, header first. */
export interface NativePart {
  file: SourceFile;
  lines: { span: ValueSpan; kind: LineKind | null }[];
}

type Index = Map<string, NativePart>;

function kindOf(file: SourceFile, span: ValueSpan): LineKind | null {
  const first = memberSpans(file.bytes, span).next().value;
  return lineKinds.find((kind) => kind === first?.key) ?? null;
}

const beginsTrace = (file: SourceFile): boolean => {
  const first = file.records().next().value;
  return first !== undefined && kindOf(file, first) === 'retake';
};

const sniff = (source: Source): Confidence => (source.files.some(beginsTrace) ? 'certain' : 'no');

function scan(source: Source): Scan<Index> {
  const index: Index = new Map();
  const parts: Scan['parts'] = [];
  const records: Scan['records'] = [];
  const notes: Note[] = [];
  const receipt = new Set(receiptFiles(source));
  for (const file of source.files) {
    if (!beginsTrace(file)) {
      if (file.bytes.length === 0) continue;
      const record = file.ref({ start: 0, end: file.bytes.length });
      records.push(record);
      // Its hash is looked at when the trace is read.
      if (receipt.has(file)) continue;
      const message = 'This file holds no Retake export: it is kept and not read.';
      notes.push({ severity: 'warning', code: 'other-file', message, records: [record] });
      continue;
    }
    let part: NativePart = { file, lines: [] };
    for (const span of file.records()) {
      const kind = kindOf(file, span);
      if (kind === 'retake') {
        part = { file, lines: [] };
        const key = `${file.index}:${span.start}`;
        index.set(key, part);
        parts.push({ key, title: file.path });
      }
      part.lines.push({ span, kind });
      records.push(file.ref(span));
    }
  }
  return { parts, records, notes, index };
}

/** Retake's own export. Importing it gives the trace that was exported, hashes checked. */
export const native: Format<Index> = {
  id: 'native',
  title: 'Retake export',
  sniff,
  scan,
  read(source, index, { key }, builder, { hash }) {
    const part = index.get(key);
    if (!part) throw new RangeError(`The scan found no part ${key}`);
    const [first] = index.values();
    if (part === first)
      for (const note of receiptNotes(source, part.file, hash)) builder.note(note);
    new NativeReader(part, builder).read();
  },
};
