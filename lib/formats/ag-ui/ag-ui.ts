import type { TraceBuilder } from '@/lib/trace/builder';
import type { Note } from '@/lib/trace/trace';
import type { Format, Scan, Source, TracePart } from '../format';
import { readStream } from './read-stream';
import { sniffAgUi } from './sniff';
import { type Stream, streamsOf } from './streams';

type Index = Map<string, Stream>;

function scan({ files }: Source): Scan<Index> {
  const index: Index = new Map();
  const records: Scan['records'] = [];
  const notes: Note[] = [];
  for (const file of files) {
    const { streams, others } = streamsOf(file);
    for (const stream of streams) {
      index.set(stream.key, stream);
      for (const span of stream.spans) records.push(file.ref(span));
    }
    const beside = others.map((span) => file.ref(span));
    records.push(...beside);
    if (beside.length > 0)
      notes.push({
        ...{ severity: 'info', code: 'beside-events', records: beside },
        message: `${beside.length} ${beside.length === 1 ? 'record is' : 'records are'} no event: comments and names of the transport, or other members of the file.`,
      });
  }
  const parts = [...index.values()].map(({ key, title }) => ({ key, title }));
  return { parts, records, notes, index };
}

function read(_source: Source, index: Index, part: TracePart, builder: TraceBuilder): void {
  const stream = index.get(part.key);
  if (!stream) throw new RangeError(`The scan found no part ${part.key}`);
  const { outcome, timed, heard } = readStream(stream, builder);
  builder.note({
    ...{ severity: 'info', code: 'not-recorded', records: [] },
    message: `AG-UI streams hold what an agent sent to its front end: no system prompt, no model name${heard ? '' : ', and here not the messages that it was started with'}.`,
  });
  builder.finish({
    ...{ name: stream.title, format: 'ag-ui', outcome },
    timeQuality: timed ? 'recorded' : 'none',
  });
}

/** Event streams of the AG-UI protocol: JSON lines, server-sent events, or a list. A thread is one trace. */
export const agUi: Format<Index> = {
  id: 'ag-ui',
  title: 'AG-UI stream',
  sniff: sniffAgUi,
  scan,
  read,
};
