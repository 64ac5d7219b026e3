import type { TraceBuilder } from '@/lib/trace/builder';
import type { RecordRef } from '@/lib/trace/event';
import type { Hash } from '@/lib/trace/identity';
import type { Note } from '@/lib/trace/trace';
import type { SourceFile } from './source/source-file';

/**
 * `certain`: a magic or schema mark. `likely`: a structure nobody else has. `maybe`: a general shape.
 * Each format looks for its own marks only; the registry weighs.
 */
export type Confidence = 'no' | 'maybe' | 'likely' | 'certain';

/** All decoded files of one upload. A plain file is a source of one. */
export interface Source {
  files: readonly SourceFile[];
}

/** One trace that a source holds. */
export interface TracePart {
  /** Unique within the source, stable between two scans of the same bytes. */
  key: string;
  title: string;
}

/** What a light first pass finds: nothing is parsed that does not have to be. */
export interface Scan<Index = unknown> {
  parts: TracePart[];
  /** Every record of the source. The union of what events and notes point at must equal it. */
  records: RecordRef[];
  /** Trouble that belongs to no part. Written on the first. */
  notes: Note[];
  /** The format's own index, handed back to `read`. */
  index: Index;
}

export interface ReadContext {
  /** Begins a trace of its own for a branch that the file itself holds. See TraceBuilder.branch. */
  branch(from: TraceBuilder, at: { forkSeq: number; key: string; title: string }): TraceBuilder;
  hash: Hash;
}

/**
 * A file format. `read` makes one part's events in causal order, parsing one record at a time, and ends with
 * `builder.finish`. Odd data becomes a note, never an exception; a record that holds no event is pointed at by
 * a note or by the event it belongs to.
 */
export interface Format<Index = unknown> {
  id: string;
  title: string;
  sniff(source: Source): Confidence;
  scan(source: Source): Scan<Index>;
  read(
    source: Source,
    index: Index,
    part: TracePart,
    builder: TraceBuilder,
    context: ReadContext,
  ): void;
}
