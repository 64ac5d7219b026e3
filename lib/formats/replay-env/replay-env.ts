import type { TraceBuilder } from '@/lib/trace/builder';
import type { Note } from '@/lib/trace/trace';
import type { Confidence, Format, Scan, Source, TracePart } from '../format';
import type { ValueSpan } from '../source/boundary-scan';
import { stemOf } from '../source/file-name';
import { documentsOf, itemsOf, type ReplayDocument } from './document';
import { headSpans, readCapsule, tablesOf } from './read-capsule';
import { readRun } from './read-run';

type Index = Map<string, ReplayDocument>;

const prose = new Set(['empty', 'text']);

function sniff({ files }: Source): Confidence {
  let mine = 0;
  let others = 0;
  let marked = true;
  for (const file of files) {
    if (prose.has(file.layout)) continue;
    const { documents } = documentsOf(file);
    if (documents.length === 0) others += 1;
    const read = documents.filter(({ kind }) => kind !== 'manifest');
    mine += read.length;
    marked &&= read.every((document) => document.marked);
  }
  if (mine === 0) return 'no';
  // Among files of something else it is for that other format to say what the upload is.
  if (others > 0) return 'maybe';
  return marked ? 'certain' : 'likely';
}

/** A list by its items, so that a row is a record; without items it is one itself. */
function listSpans(document: ReplayDocument, span: ValueSpan | undefined): ValueSpan[] {
  const items = itemsOf(document.file, span) ?? [];
  return items.length > 0 || !span ? items : [span];
}

function recordSpans(document: ReplayDocument): ValueSpan[] {
  const { members } = document;
  if (document.kind === 'manifest') return [document.span];
  if (document.kind === 'trace') {
    const gate = members.get('gate');
    const events = itemsOf(document.file, members.get('events')) ?? [];
    return gate ? [...events, gate] : events;
  }
  return [
    ...headSpans(document),
    ...listSpans(document, members.get('graph')),
    ...[...tablesOf(document).values()].flatMap((at) => listSpans(document, at)),
  ];
}

function scan({ files }: Source): Scan<Index> {
  const index: Index = new Map();
  const parts: TracePart[] = [];
  const records: Scan['records'] = [];
  const notes: Note[] = [];
  for (const file of files) {
    const { documents, rest } = documentsOf(file);
    for (const document of documents) {
      const refs = recordSpans(document).map((span) => file.ref(span));
      records.push(...refs);
      if (document.kind === 'manifest') {
        notes.push({
          ...{ severity: 'info', code: 'manifest', records: refs },
          message: `${stemOf(file.path)} is the manifest of an app: it holds no run and no rows.`,
        });
        continue;
      }
      const key = `${file.index}:${document.span.start}`;
      index.set(key, document);
      parts.push({ key, title: stemOf(file.path) || `replay-env ${document.kind}` });
    }
    if (!rest) continue;
    const record = file.ref(rest);
    records.push(record);
    notes.push({
      ...{ severity: 'warning', code: 'other-file', records: [record] },
      message: `${stemOf(file.path)} holds something else: it is kept and not read.`,
    });
  }
  return { parts, records, notes, index };
}

function read(_source: Source, index: Index, part: TracePart, builder: TraceBuilder): void {
  const document = index.get(part.key);
  if (!document) throw new RangeError(`The scan found no part ${part.key}`);
  if (document.kind === 'trace') readRun(document, part.title, builder);
  else readCapsule(document, part.title, builder);
}

/** Run traces and capsules of replay-env. One document is one trace; an app's manifest is kept beside them. */
export const replayEnv: Format<Index> = {
  id: 'replay-env',
  title: 'replay-env',
  sniff,
  scan,
  read,
};
