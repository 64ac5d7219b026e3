'use client';

import { useQuery } from '@tanstack/react-query';
import { type TraceSource, useTraceSource } from '@/components/data/trace-source';
import { EmptyState } from '@/components/ui/empty-state';
import { TextView } from '@/components/ui/text-view';
import { rawRecordSchema } from '@/lib/api/body-contract';
import type { RecordRef } from '@/lib/trace/event';
import { byteSize, counted, exactNumber } from '@/lib/view/format-number';
import { useEvent } from './use-conversation';

/** Records of one event that are shown at once; more are counted. */
const shown = 20;

/** The records of the upload that an event was made of, byte for byte. */
export function RawPanel({ seq }: { seq: number }) {
  const source = useTraceSource();
  const { data: event } = useEvent(source, seq);
  if (!event) return null;
  if (event.records.length === 0)
    return (
      <EmptyState title="No record stands behind this event">
        It was made here, at a fork or by a resume, not read from a file.
      </EmptyState>
    );
  if (!source.recordUrl)
    return (
      <EmptyState title="Raw records are not part of this share">
        {counted(event.records.length, 'record')} behind this event.
      </EmptyState>
    );
  return (
    <div className="flex flex-col">
      {event.records.slice(0, shown).map((record) => (
        <RecordText key={record.join('-')} record={record} recordUrl={source.recordUrl} />
      ))}
      {event.records.length > shown && (
        <p className="p-3 text-12 text-text-2">
          The first {shown} of {counted(event.records.length, 'record')} are shown.
        </p>
      )}
    </div>
  );
}

function RecordText({
  record,
  recordUrl,
}: {
  record: RecordRef;
  recordUrl: TraceSource['recordUrl'];
}) {
  const [file, start, end] = record;
  const { key } = useTraceSource();
  const { data, error } = useQuery({
    queryKey: [...key, 'record', file, start, end],
    queryFn: async ({ signal }) => {
      const response = await fetch(recordUrl?.(file, start, end) ?? '', { signal });
      if (!response.ok) throw new Error(`The server answered ${response.status}`);
      return rawRecordSchema.parse(await response.json());
    },
  });
  return (
    <section className="border-line border-b p-3">
      <h2 className="mb-1 text-11 text-text-3 tabular-nums">
        {file > 0 && `File ${file + 1}, `}bytes {exactNumber(start)} to {exactNumber(end)},{' '}
        {byteSize(end - start)}
      </h2>
      {error && <p className="text-12 text-bad">This record could not be read: {error.message}.</p>}
      {data && <TextView text={data.text} />}
      {data?.cut && (
        <p className="mt-1 text-12 text-text-2">
          The first megabyte is shown; Download the original holds all of it.
        </p>
      )}
    </section>
  );
}
