import type { ImportReport } from '@/lib/api/trace-contract';
import type { Event, RecordRef } from '@/lib/trace/event';
import type { Message } from '@/lib/trace/message';
import type { Setup } from '@/lib/trace/setup';
import type { TraceSink } from '@/lib/trace/sink';
import type { Note, TraceHeader } from '@/lib/trace/trace';

const noted = 1;
const read = 2;

/** Watches what an importer makes of one trace, for the report that a person reads. */
export class ReportCounter {
  readonly #records: Float64Array;
  readonly #files: Map<number, [from: number, to: number]>;
  readonly #marks: Uint8Array;
  #system = false;
  #tools = false;

  /** `records`: all records of the source, which no two traces have to share. */
  constructor(
    records: RecordIndex,
    private readonly confidence: ImportReport['confidence'],
  ) {
    this.#records = records.starts;
    this.#files = records.files;
    this.#marks = new Uint8Array(records.starts.length);
  }

  /** The sink, watched. */
  watch(sink: TraceSink): TraceSink {
    return {
      message: (row) => {
        this.#message(row.message);
        sink.message(row);
      },
      setup: (hash, setup) => {
        this.#setup(setup);
        sink.setup(hash, setup);
      },
      blob: (ref, bytes) => sink.blob(ref, bytes),
      event: (event, row) => {
        this.#event(event);
        sink.event(event, row);
      },
      note: (note) => {
        this.#note(note);
        sink.note(note);
      },
      finish: (header) => sink.finish(header),
    };
  }

  report(header: TraceHeader): ImportReport {
    const seen = this.#marks.filter((mark) => mark !== 0);
    return {
      confidence: this.confidence,
      records: seen.length,
      keptRaw: seen.filter((mark) => (mark & read) === 0).length,
      missing: this.#missing(header),
    };
  }

  #missing({ totals, timeQuality }: TraceHeader): string[] {
    const calls = (totals.byKind['model-call'] ?? 0) > 0;
    return [
      ...(this.#system ? [] : ['system prompt']),
      ...(calls && !this.#tools ? ['tool schemas'] : []),
      ...(timeQuality === 'none' ? ['timestamps'] : []),
      ...(calls && totals.inputTokens === null ? ['token counts'] : []),
    ];
  }

  #message(message: Message): void {
    if (message.role === 'system') this.#system = true;
  }

  #setup(setup: Setup): void {
    if (setup.system) this.#system = true;
    if (setup.tools) this.#tools = true;
  }

  #event(event: Event): void {
    for (const ref of event.records) this.#mark(ref, event.kind === 'unreadable' ? noted : read);
  }

  #note(note: Note): void {
    for (const ref of note.records) this.#mark(ref, noted);
  }

  #mark([file, start]: RecordRef, mark: number): void {
    let [low, high] = this.#files.get(file) ?? [0, 0];
    const end = high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#records[middle] ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    if (low < end && this.#records[low] === start) {
      this.#marks[low] = (this.#marks[low] ?? 0) | mark;
    }
  }
}

/** Where the records of a source begin, per file, ascending. */
export interface RecordIndex {
  starts: Float64Array;
  files: Map<number, [from: number, to: number]>;
}

export function indexRecords(records: readonly RecordRef[]): RecordIndex {
  const sorted = [...records].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const files = new Map<number, [number, number]>();
  sorted.forEach(([file], at) => {
    const range = files.get(file);
    if (range) range[1] = at + 1;
    else files.set(file, [at, at + 1]);
  });
  return { starts: Float64Array.from(sorted, ([, start]) => start), files };
}
