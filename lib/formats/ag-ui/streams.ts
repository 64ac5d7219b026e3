import { textField } from '@/lib/trace/json';
import {
  elementSpans,
  memberSpans,
  type Span,
  topLevelValues,
  type ValueSpan,
} from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';
import { isAgUiType } from './event-types';

/** The events of one thread, in the order of the file. */
export interface Stream {
  key: string;
  title: string;
  file: SourceFile;
  spans: ValueSpan[];
}

/** Lists of events as they stand in a file, and what stands beside them. */
interface Found {
  lists: { name: string | null; spans: ValueSpan[] }[];
  others: Span[];
}

/** The streams of a file, a thread each, and the records that belong to none. */
export function streamsOf(file: SourceFile): { streams: Stream[]; others: Span[] } {
  const { lists, others } = listsOf(file);
  const streams = lists.flatMap(({ name, spans }) => byThread(file, name, spans));
  return { streams, others };
}

function listsOf(file: SourceFile): Found {
  if (file.layout === 'text') return sseEvents(file);
  if (file.layout !== 'document')
    return { lists: [{ name: null, spans: [...file.records()] }], others: [] };
  const root = file.values().next().value;
  if (!root) return { lists: [], others: [] };
  if (file.bytes[root.start] === 0x5b)
    return { lists: [{ name: null, spans: [...elementSpans(file.bytes, root)] }], others: [] };
  const parsed = root.end - root.start < 1_000_000 ? file.parse(root) : null;
  if (parsed?.ok && isAgUiType(textField(parsed.value, 'type')))
    return { lists: [{ name: null, spans: [root] }], others: [] };
  return namedLists(file, root);
}

/** An object whose members are streams, as collections of examples are written. */
function namedLists(file: SourceFile, root: ValueSpan): Found {
  const found: Found = { lists: [], others: [] };
  for (const { key, value } of memberSpans(file.bytes, root)) {
    const spans = [...elementSpans(file.bytes, value)];
    const first = spans[0] && file.parse(spans[0]);
    if (first?.ok && isAgUiType(textField(first.value, 'type')))
      found.lists.push({ name: key, spans });
    else found.others.push(value);
  }
  return found;
}

const decoder = new TextDecoder();

/** Server-sent events: what follows `data:` is the event, other lines are the transport's. */
function sseEvents(file: SourceFile): Found {
  const spans: ValueSpan[] = [];
  const others: Span[] = [];
  for (const line of file.lines()) {
    const head = decoder.decode(file.bytes.subarray(line.start, line.start + 5));
    const value =
      head === 'data:'
        ? topLevelValues(file.bytes, line.start + 5, line.end).next().value
        : undefined;
    if (value && file.bytes[value.start] === 0x7b) spans.push({ ...value, end: line.end });
    else others.push(line);
  }
  return { lists: [{ name: null, spans }], others };
}

/** A run of another thread begins another trace. */
function byThread(file: SourceFile, name: string | null, spans: readonly ValueSpan[]): Stream[] {
  const streams: Stream[] = [];
  const threads = new Map<string, Stream>();
  let current: Stream | undefined;
  for (const span of spans) {
    const thread = threadOf(file, span);
    if (!current || thread !== undefined) {
      const id = thread ?? '';
      current = threads.get(id) ?? begin(file, name, id, span);
      if (!threads.has(id)) streams.push(current);
      threads.set(id, current);
    }
    current.spans.push(span);
  }
  return streams;
}

function begin(file: SourceFile, name: string | null, thread: string, span: Span): Stream {
  const title = name ?? (thread || 'AG-UI stream');
  return { key: `${file.index}:${span.start}`, title, file, spans: [] };
}

/** The thread that a run belongs to; undefined for all events but the beginning of a run. */
function threadOf(file: SourceFile, span: ValueSpan): string | undefined {
  const head = decoder.decode(
    file.bytes.subarray(span.start, Math.min(span.end, span.start + 4096)),
  );
  if (!head.includes('RUN_STARTED')) return undefined;
  const parsed = file.parse(span);
  if (!parsed.ok || textField(parsed.value, 'type') !== 'RUN_STARTED') return undefined;
  return textField(parsed.value, 'threadId');
}
