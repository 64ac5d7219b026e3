import type { Note } from '@/lib/trace/trace';
import type { Confidence, Format, Scan, Source, TracePart } from '../format';
import { stemOf } from '../source/file-name';
import type { SourceFile } from '../source/source-file';
import { readThread } from './read-thread';
import { recordForm, recordSpans, type Thread, threadsOf } from './threads';

type Index = Map<string, Thread>;

const looked = 20;
const prose = new Set(['empty', 'binary', 'text']);

function sniffFile(file: SourceFile): Confidence {
  const forms: (ReturnType<typeof recordForm> | 'none')[] = [];
  for (const span of recordSpans(file)) {
    const parsed = span.end - span.start > 4_000_000 ? null : file.parse(span);
    if (parsed?.ok) forms.push(recordForm(parsed.value) ?? 'none');
    if (forms.length === looked) break;
  }
  const mine = forms.filter((form) => form !== 'none' && form !== null);
  if (mine.length * 2 <= forms.length) return 'no';
  const placed = mine.some((form) => form.place.thread !== null);
  return placed ? 'certain' : 'likely';
}

/** A checkpoint that names its thread is a mark; streams and bare states are shapes. */
function sniff({ files }: Source): Confidence {
  const found = files.filter(({ layout }) => !prose.has(layout)).map(sniffFile);
  const mine = found.filter((word) => word !== 'no');
  // Among files of something else it is for that other format to say what the upload is.
  if (mine.length * 2 <= found.length) return 'no';
  if (mine.length < found.length) return 'maybe';
  return mine.includes('certain') ? 'certain' : 'likely';
}

function scan({ files }: Source): Scan<Index> {
  const index: Index = new Map();
  const parts: TracePart[] = [];
  const records: Scan['records'] = [];
  const notes: Note[] = [];
  for (const file of files) {
    const threads = prose.has(file.layout) ? [] : threadsOf(file);
    for (const thread of threads) {
      index.set(thread.key, thread);
      parts.push({
        key: thread.key,
        title: thread.title ?? (stemOf(file.path) || 'LangGraph thread'),
      });
      const { nodes, beside, unreadable } = thread;
      for (const { span } of [...nodes, ...unreadable]) records.push(file.ref(span));
      for (const span of beside) records.push(file.ref(span));
    }
    if (threads.length > 0 || file.bytes.length === 0) continue;
    const record = file.ref({ start: 0, end: file.bytes.length });
    records.push(record);
    notes.push({
      ...{ severity: 'warning', code: 'other-file', records: [record] },
      message: `${stemOf(file.path)} holds no state of a graph: it is kept and not read.`,
    });
  }
  return { parts, records, notes, index };
}

/**
 * State histories and checkpoints of LangGraph, its streams with states or updates in them, and states with
 * messages of LangChain. A thread is one trace; what was forked inside it becomes branches.
 */
export const langgraph: Format<Index> = {
  id: 'langgraph',
  title: 'LangGraph state history',
  sniff,
  scan,
  read(_source, index, part, builder, context) {
    const thread = index.get(part.key);
    if (!thread) throw new RangeError(`The scan found no part ${part.key}`);
    readThread(thread, part, builder, context);
  },
};
