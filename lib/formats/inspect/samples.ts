import { isObject, type Json, type JsonObject } from '@/lib/trace/json';
import { elementSpans, memberSpans, type Span, type ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';

const ARRAY = 0x5b;

/** One sample of a log: a task that was tried once. */
export interface Sample {
  key: string;
  file: SourceFile;
  members: ReadonlyMap<string, ValueSpan>;
  events: ValueSpan[];
  /** The final conversation: what is told where there are no events. */
  messages: ValueSpan[];
}

/** What a file of a log is: a whole log, one sample of an unpacked `.eval`, or one of its other files. */
export type LogFile =
  | { kind: 'log' | 'sample' | 'part'; samples: Sample[]; rest: Span[]; task: Json }
  | { kind: 'other' };

function membersOf(file: SourceFile, span: Span): Map<string, ValueSpan> {
  const members = new Map<string, ValueSpan>();
  for (const { key, value } of memberSpans(file.bytes, span)) members.set(key, value);
  return members;
}

function listIn(file: SourceFile, span: ValueSpan | undefined): ValueSpan[] {
  return span && file.bytes[span.start] === ARRAY ? [...elementSpans(file.bytes, span)] : [];
}

function sampleAt(file: SourceFile, span: ValueSpan): Sample | null {
  const members = membersOf(file, span);
  const isSample = ['id', 'epoch', 'input', 'target', 'messages'].every((key) => members.has(key));
  if (!isSample) return null;
  // Before 2024-11 events stood in a transcript.
  const transcript = members.get('transcript');
  const within = transcript ? membersOf(file, transcript) : null;
  const events = listIn(file, members.get('events') ?? within?.get('events'));
  const old = within?.get('content');
  if (old && !members.has('attachments')) members.set('attachments', old);
  const messages = listIn(file, members.get('messages'));
  return { key: `${file.index}:${span.start}`, file, members, events, messages };
}

export function logFile(file: SourceFile): LogFile {
  if (file.layout !== 'document') return { kind: 'other' };
  const root = file.values().next().value;
  if (!root) return { kind: 'other' };
  const members = membersOf(file, root);
  if (members.has('version') && members.has('eval') && members.has('plan')) {
    const samples: Sample[] = [];
    const rest: Span[] = [];
    for (const span of listIn(file, members.get('samples'))) {
      const sample = sampleAt(file, span);
      if (sample) samples.push(sample);
      else rest.push(span);
    }
    const head = members.get('eval');
    const parsed = head && file.parse(head);
    const task = parsed?.ok ? parsed.value : null;
    return { kind: members.has('samples') ? 'log' : 'part', samples, rest, task };
  }
  const sample = sampleAt(file, root);
  return sample ? { kind: 'sample', samples: [sample], rest: [], task: null } : { kind: 'other' };
}

export function memberOf({ file, members }: Sample, key: string): Json | undefined {
  const span = members.get(key);
  const parsed = span && file.parse(span);
  return parsed?.ok ? parsed.value : undefined;
}

const reference = /^(?:attachment|tc):\/\/([0-9a-f]+)$/;

/** Puts long texts back, which a log keeps apart and once: `attachment://<hash>`. */
export class Attachments {
  readonly #texts: JsonObject;

  constructor(sample: Sample) {
    const found = memberOf(sample, 'attachments');
    this.#texts = isObject(found) ? found : {};
  }

  resolve(value: Json): Json {
    if (typeof value === 'string') {
      const [, hash] = value.length < 200 ? (reference.exec(value) ?? []) : [];
      return hash !== undefined && Object.hasOwn(this.#texts, hash)
        ? (this.#texts[hash] ?? value)
        : value;
    }
    if (Array.isArray(value)) return value.map((inner) => this.resolve(inner));
    if (!isObject(value)) return value;
    // fromEntries defines own members, so that a key such as __proto__ stays data.
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, this.resolve(inner)]),
    );
  }
}
