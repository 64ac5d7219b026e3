import type { TraceSink } from '@/lib/trace/sink';
import type { TraceHeader } from '@/lib/trace/trace';
import type { BulkWriter, TraceExtra } from './bulk-writer';

/** What of a header no column holds. */
export const unnamedOf = ({ extra, origin }: TraceHeader): TraceExtra => ({
  ...(extra === undefined ? {} : { header: extra }),
  ...(origin === undefined ? {} : { origin }),
});

/**
 * Writes what a builder makes as rows of one trace.
 * @param extraOf what to keep beside the header, asked once the trace is whole
 */
export function storedTraceSink(
  writer: BulkWriter,
  traceId: string,
  extraOf: (header: TraceHeader) => TraceExtra = unnamedOf,
  firstNote = 0,
): TraceSink {
  let notes = firstNote;
  return {
    message: (row) => writer.message(traceId, row),
    setup: (hash, setup) => writer.setup(traceId, hash, setup),
    blob: (ref, bytes) => writer.blob(traceId, ref, bytes),
    event: (event, row) => writer.event(traceId, event, row),
    note: (note) => {
      writer.note(traceId, notes, note);
      notes += 1;
    },
    finish: (header) => writer.header(traceId, header, extraOf(header)),
  };
}
