import { type EventDraft, TraceBuilder } from '@/lib/trace/builder';
import type { Event } from '@/lib/trace/event';
import type { Hash } from '@/lib/trace/identity';
import type { BlobRef, Message } from '@/lib/trace/message';
import type { OutlineRow } from '@/lib/trace/outline';
import type { Setup } from '@/lib/trace/setup';
import type { PoolMessage, TraceSink } from '@/lib/trace/sink';
import { TotalsCounter } from '@/lib/trace/totals';
import type { Note, TraceHeader } from '@/lib/trace/trace';
import type { Format, ReadContext, Scan, Source } from './format';

/** A whole trace in memory. What a branch borrows stands before what is its own. */
export interface CollectedTrace {
  /** Unique within the source. */
  key: string;
  title: string;
  parentKey: string | null;
  header: TraceHeader;
  events: Event[];
  outline: OutlineRow[];
  /** By pool position. */
  messages: PoolMessage[];
  setups: Map<string, Setup>;
  /** By sha256. */
  blobs: Map<string, { ref: BlobRef; bytes: Uint8Array }>;
  notes: Note[];
  /** The prompts that the format found recorded, by seq: what the law for prompts compares with. */
  prompts: Map<number, Message[]>;
  /** How many of `events` and of `messages` are the parent's. */
  borrowed: { events: number; messages: number };
}

export interface Collected {
  scan: Scan;
  traces: CollectedTrace[];
}

type Growing = Omit<CollectedTrace, 'header'> & { header: TraceHeader | null };

const begin = (key: string, title: string): Growing => ({
  key,
  title,
  parentKey: null,
  header: null,
  events: [],
  outline: [],
  messages: [],
  setups: new Map(),
  blobs: new Map(),
  notes: [],
  prompts: new Map(),
  borrowed: { events: 0, messages: 0 },
});

const sinkInto = (trace: Growing): TraceSink => ({
  message: (row) => {
    trace.messages.push(row);
  },
  setup: (hash, setup) => {
    trace.setups.set(hash, setup);
  },
  blob: (ref, bytes) => {
    trace.blobs.set(ref.sha256, { ref, bytes });
  },
  event: (event, row) => {
    trace.events.push(event);
    trace.outline.push(row);
  },
  note: (note) => {
    trace.notes.push(note);
  },
  finish: (header) => {
    if (trace.header) throw new Error(`${trace.key} was finished twice`);
    trace.header = header;
  },
});

/** Remembers what the importer says was recorded: the stored edits are to be judged by it. */
function watch(builder: TraceBuilder, prompts: Map<number, Message[]>): TraceBuilder {
  const add = builder.add.bind(builder);
  builder.add = (draft: EventDraft) => {
    const added = add(draft);
    if (draft.prompt) prompts.set(added.seq, draft.prompt);
    return added;
  };
  return builder;
}

function borrow(from: Growing, key: string, title: string, forkSeq: number): Growing {
  const branch = begin(key, title);
  branch.parentKey = from.key;
  branch.events.push(...from.events.slice(0, forkSeq + 1));
  branch.outline.push(...from.outline.slice(0, forkSeq + 1));
  branch.messages.push(...from.messages);
  for (const [hash, setup] of from.setups) branch.setups.set(hash, setup);
  for (const [hash, blob] of from.blobs) branch.blobs.set(hash, blob);
  branch.borrowed = { events: branch.events.length, messages: branch.messages.length };
  return branch;
}

/**
 * Reads a whole source into memory: for tests, for small files, never for uploads.
 * Throws where a format breaks its contract (a trace that is never finished, or twice).
 */
export function collect(format: Format, source: Source, hash: Hash): Collected {
  const scan = format.scan(source);
  const traces: Growing[] = [];
  const growing = new Map<TraceBuilder, Growing>();

  const context: ReadContext = {
    hash,
    branch(from, { forkSeq, key, title }) {
      const parent = growing.get(from);
      if (!parent) throw new Error(`${key} branches from an unknown trace`);
      const trace = borrow(parent, key, title, forkSeq);
      const totals = new TotalsCounter();
      for (const row of trace.outline) totals.add(row);
      const builder = watch(from.branch(sinkInto(trace), forkSeq, totals.read(0)), trace.prompts);
      traces.push(trace);
      growing.set(builder, trace);
      return builder;
    },
  };

  for (const part of scan.parts) {
    const trace = begin(part.key, part.title);
    const builder = watch(new TraceBuilder(hash, sinkInto(trace)), trace.prompts);
    traces.push(trace);
    growing.set(builder, trace);
    format.read(source, scan.index, part, builder, context);
  }
  return { scan, traces: traces.map(finished) };
}

function finished({ header, ...trace }: Growing): CollectedTrace {
  if (!header) throw new Error(`${trace.key} was never finished`);
  return { ...trace, header };
}
