import type { TraceBuilder } from '@/lib/trace/builder';
import { isObject } from '@/lib/trace/json';
import type { Note } from '@/lib/trace/trace';
import type { Format, Scan, Source, TracePart } from '../format';
import { stemOf } from '../source/file-name';
import { documentsOf, type ShipitDocument } from './document';
import { readSession } from './read-session';
import { readTrace } from './read-trace';
import { sniffShipit } from './sniff';

type Index = Map<string, ShipitDocument>;

const idOf = ({ id }: ShipitDocument): string | null =>
  typeof id === 'string' && id !== '' ? id : typeof id === 'number' ? String(id) : null;

const nameOf = (document: ShipitDocument): string =>
  idOf(document) ?? (stemOf(document.file.path) || 'shipit trace');

function scan(source: Source): Scan<Index> {
  const index: Index = new Map();
  const parts: TracePart[] = [];
  const records: Scan['records'] = [];
  const notes: Note[] = [];
  for (const file of source.files) {
    const { documents, rest } = documentsOf(file);
    for (const document of documents) {
      const key = `${file.index}:${document.span.start}`;
      index.set(key, document);
      parts.push({ key, title: nameOf(document) });
      for (const span of document.elements) records.push(file.ref(span));
    }
    if (!rest) continue;
    const record = file.ref(rest);
    records.push(record);
    notes.push(restNote(documents.length > 0, record, file.path));
  }
  return { parts, records, notes, index };
}

function restNote(follows: boolean, record: [number, number, number], path: string): Note {
  const bytes = record[2] - record[1];
  return follows
    ? {
        severity: 'warning',
        code: 'overwritten',
        message: `${bytes} bytes follow the trace: the rest of an older, longer version that was overwritten without a lock. Events may be lost.`,
        records: [record],
      }
    : {
        severity: 'warning',
        code: 'other-file',
        message: `${stemOf(path)} holds no trace or session: it is kept and not read.`,
        records: [record],
      };
}

function envelopeNotes({ span, notes, kind, elements }: ShipitDocument): Note[] {
  const whole = elements.filter(({ torn }) => !torn).length;
  return [
    ...notes,
    ...(span.torn
      ? [
          {
            severity: 'error' as const,
            code: 'torn',
            message: `The file breaks off after ${whole} ${kind === 'trace' ? 'events' : 'messages'}: the rest is lost.`,
            records: [],
          },
        ]
      : []),
    ...(kind === 'trace'
      ? [
          {
            severity: 'info' as const,
            code: 'not-recorded',
            message:
              'shipit_agent traces hold no system prompt, no tool schemas and no model name: conversations are rebuilt from events.',
            records: [],
          },
        ]
      : []),
  ];
}

function read(_source: Source, index: Index, part: TracePart, builder: TraceBuilder): void {
  const document = index.get(part.key);
  if (!document) throw new RangeError(`The scan found no part ${part.key}`);
  for (const note of envelopeNotes(document)) builder.note(note);
  const { metadata, others } = document;
  const extra = {
    ...(metadata === undefined ? {} : { metadata }),
    ...(others.length > 0 ? { members: Object.fromEntries(others) } : {}),
  };
  const end = {
    name: nameOf(document),
    format: 'shipit',
    sourceId: idOf(document),
    ...(isObject(extra) && Object.keys(extra).length > 0 ? { extra } : {}),
  };
  if (document.kind === 'session') {
    readSession(document, builder);
    builder.finish({ ...end, outcome: 'unknown', timeQuality: 'none' });
    return;
  }
  const { outcome, timed } = readTrace(document, builder);
  builder.finish({ ...end, outcome, timeQuality: timed ? 'recorded' : 'none' });
}

/** Traces and sessions of shipit_agent's file stores, all versions. One document is one trace. */
export const shipit: Format<Index> = {
  id: 'shipit',
  title: 'shipit_agent',
  sniff: sniffShipit,
  scan,
  read,
};
