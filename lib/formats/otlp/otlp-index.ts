import type { RecordRef } from '@/lib/trace/event';
import { field, isObject, type Json } from '@/lib/trace/json';
import type { Lane, Note } from '@/lib/trace/trace';
import type { Scan, Source, TracePart } from '../format';
import type { ValueSpan } from '../source/boundary-scan';
import type { SourceFile } from '../source/source-file';
import { readAttributes } from './any-value';
import { innerCalls } from './inner-calls';
import { brokenNotes, foreignNotes, forestNotes } from './otlp-notes';
import { readSpan } from './span';
import { byStart, type SpanForest, type SpanNode, spanForest } from './span-forest';
import { spanLanes } from './span-lanes';
import { SpanLogs } from './span-logs';
import { markSpan, type SpanMark } from './span-mark';
import { spanOrder } from './span-order';
import { spanRecords } from './span-records';
import { toolRuns } from './tool-links';
import { type TraceGroup, traceGroups } from './trace-groups';

/** A span where it stands in its trace. */
export interface PlacedSpan {
  mark: SpanMark;
  lane: string;
  /** It wraps a model call that another span records. */
  outer: boolean;
  /** The span around this model call that records the same call. */
  wrapper: SpanMark | null;
  /** The spans that ran the calls of its reply, call by call. */
  ran: (SpanMark | null)[];
}

export interface OtlpTrace {
  part: TracePart;
  spans: PlacedSpan[];
  lanes: Lane[];
  /** The spans that decide how the trace ended, last one last. */
  roots: SpanMark[];
  notes: Note[];
}

export interface OtlpIndex {
  traces: Map<string, OtlpTrace>;
  /** Attributes of the resources, each once: they belong to no span. */
  resources: Json[];
}

/** First pass: every span is parsed once, and only its links and times are kept. */
export function scanOtlp(source: Source): Scan<OtlpIndex> {
  const marks = new Map<string, SpanMark>();
  const resources = new Map<string, Json>();
  const records: RecordRef[] = [];
  const broken: { record: RecordRef; reason: string }[] = [];
  const foreign: RecordRef[] = [];
  const spans: { file: SourceFile; at: ValueSpan; index: number }[] = [];
  const logs = new SpanLogs();
  for (const file of source.files)
    for (const { kind, at } of spanRecords(file)) {
      if (kind === 'resource') keepResource(resources, file.text(at));
      else {
        const record = file.ref(at);
        records.push(record);
        if (kind === 'span') spans.push({ file, at, index: records.length });
        else if (kind === 'log') keepLog(logs, file, at, broken);
        else foreign.push(record);
      }
    }
  // After the logs of all files: a span's messages may be there.
  for (const { file, at, index } of spans) {
    const record = file.ref(at);
    const parsed = file.parse(at);
    if (!parsed.ok) broken.push({ record, reason: parsed.reason });
    else if (!isObject(parsed.value)) broken.push({ record, reason: 'a span is no object' });
    else keepSpan(marks, markSpan(readSpan(parsed.value, logs.of(parsed.value)), index, record));
  }
  for (const mark of marks.values()) {
    mark.logs = logs.take(mark);
    mark.records = [...mark.records, ...mark.logs];
  }
  foreign.push(...logs.left());
  const traces = traceGroups([...marks.values()]).map(placeSpans);
  nameApart(traces);
  return {
    parts: traces.map(({ part }) => part),
    records,
    notes: [...brokenNotes(broken), ...foreignNotes(foreign)],
    index: {
      traces: new Map(traces.map((trace) => [trace.part.key, trace])),
      resources: [...resources.values()],
    },
  };
}

function keepLog(
  logs: SpanLogs,
  file: SourceFile,
  at: ValueSpan,
  broken: { record: RecordRef; reason: string }[],
): void {
  const parsed = file.parse(at);
  if (parsed.ok) logs.add(file.ref(at), parsed.value);
  else broken.push({ record: file.ref(at), reason: parsed.reason });
}

/** The same span sent twice is one span: the later telling of its end wins. */
function keepSpan(marks: Map<string, SpanMark>, mark: SpanMark): void {
  const key = `${mark.traceId}/${mark.spanId}`;
  const known = marks.get(key);
  if (!known) marks.set(key, mark);
  else {
    const better = known.end === null || (mark.end !== null && mark.end > known.end);
    const [winner, other] = better ? [mark, known] : [known, mark];
    winner.records = [...winner.records, ...other.records];
    marks.set(key, winner);
  }
}

const mostResources = 50;

function keepResource(resources: Map<string, Json>, text: string): void {
  if (resources.size >= mostResources || resources.has(text) || text.length > 20_000) return;
  try {
    const value: Json = JSON.parse(text);
    const attributes = readAttributes(field(value, 'attributes'));
    if (attributes.size > 0) resources.set(text, Object.fromEntries(attributes));
  } catch {
    // A torn resource: its spans are torn too, and noted.
  }
}

function placeSpans({ key, marks }: TraceGroup): OtlpTrace {
  const forest = spanForest(marks);
  const { outer, wrapper } = innerCalls(forest);
  const isOuter = (node: SpanNode): boolean => outer.has(node);
  const replies = forest.nodes
    .filter((node) => node.mark.role === 'model-call' && !outer.has(node))
    .map((node) => ({
      mark: node.mark,
      calls: node.mark.calls ?? wrapper.get(node)?.mark.calls ?? [],
    }))
    .sort((a, b) => byStart(a.mark, b.mark));
  const runs = toolRuns(forest, replies);
  const { lanes, of } = spanLanes(forest, isOuter);
  return {
    part: { key, title: titleOf(forest) || key },
    spans: spanOrder(forest, isOuter, runs).map((node) => ({
      mark: node.mark,
      lane: of.get(node) ?? 'main',
      outer: outer.has(node),
      wrapper: wrapper.get(node)?.mark ?? null,
      ran: runs.get(node.mark) ?? [],
    })),
    lanes,
    roots: forest.roots.map(({ mark }) => mark),
    notes: forestNotes(forest, marks),
  };
}

function titleOf({ roots, orphans }: SpanForest): string {
  const orphaned = new Set(orphans);
  const root = roots.find((node) => !orphaned.has(node)) ?? roots[0];
  return root?.mark.name ?? '';
}

function nameApart(traces: OtlpTrace[]): void {
  const counts = new Map<string, number>();
  for (const { part } of traces) counts.set(part.title, (counts.get(part.title) ?? 0) + 1);
  for (const { part } of traces)
    if ((counts.get(part.title) ?? 0) > 1 && part.title !== part.key)
      part.title = `${part.title} · ${part.key.slice(0, 8)}`;
}
