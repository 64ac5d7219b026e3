'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type TraceSource, useTraceSource } from '@/components/data/trace-source';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { TextView } from '@/components/ui/text-view';
import { type RawRecord, rawRecordSchema } from '@/lib/api/body-contract';
import type { RecordRef } from '@/lib/trace/event';
import { byteSize, counted, exactNumber } from '@/lib/view/format-number';
import { useEvent } from './use-conversation';

type RecordUrl = NonNullable<TraceSource['recordUrl']>;

/** Records of one event that are shown at once. */
const portion = 20;

/** The records of the upload that an event was made of, byte for byte. */
export function RawPanel({ seq }: { seq: number }) {
  const source = useTraceSource();
  if (source.recordUrl) return <OwnRecords seq={seq} recordUrl={source.recordUrl} />;
  if (source.records) return <GivenRecords seq={seq} records={source.records} />;
  return (
    <EmptyState title="Raw records are not part of this share">
      They were left out when it was made.
    </EmptyState>
  );
}

const NoRecord = () => (
  <EmptyState title="No record stands behind this event">
    It was made here, at a fork or by a resume, not read from a file.
  </EmptyState>
);

const NotLoaded = () => (
  <Callout live tone="error" title="These records could not be loaded." next="Reload the page." />
);

/** Each record by itself, read from its place in the upload. */
function OwnRecords({ seq, recordUrl }: { seq: number; recordUrl: RecordUrl }) {
  const { data: event, error } = useEvent(useTraceSource(), seq);
  const [shown, setShown] = useState(portion);
  if (error) return <NotLoaded />;
  if (!event) return null;
  const { records } = event;
  if (records.length === 0) return <NoRecord />;
  return (
    <div className="flex flex-col">
      {records.slice(0, shown).map((record) => (
        <OwnRecord key={record.join('-')} record={record} recordUrl={recordUrl} />
      ))}
      {records.length > shown && (
        <p className="flex items-center gap-2 p-3 text-12 text-text-2">
          {exactNumber(shown)} of {counted(records.length, 'record')}
          <Button onClick={() => setShown(shown + portion)}>
            Show {exactNumber(Math.min(portion, records.length - shown))} more
          </Button>
        </p>
      )}
    </div>
  );
}

function OwnRecord({ record, recordUrl }: { record: RecordRef; recordUrl: RecordUrl }) {
  const [file, start, end] = record;
  const { key } = useTraceSource();
  const { data, error, isPending } = useQuery({
    queryKey: [...key, 'record', file, start, end],
    queryFn: async ({ signal }) => {
      const response = await fetch(recordUrl(file, start, end), { signal });
      if (!response.ok) throw new Error(`The server answered ${response.status}`);
      return rawRecordSchema.parse(await response.json());
    },
  });
  return (
    <RecordFrame
      title={`${file > 0 ? `File ${file + 1}, ` : ''}bytes ${exactNumber(start)} to ${exactNumber(end)}, ${byteSize(end - start)}`}
    >
      {isPending && <p className="text-12 text-text-3">Loading…</p>}
      {error && <p className="text-12 text-bad">This record could not be read: {error.message}.</p>}
      {data && <RecordText record={data} rest="Download the original holds all of it." />}
    </RecordFrame>
  );
}

/** Records that come all at once, as a share gives them. */
function GivenRecords({
  seq,
  records,
}: {
  seq: number;
  records: NonNullable<TraceSource['records']>;
}) {
  const { key } = useTraceSource();
  const { data, error } = useQuery({
    queryKey: [...key, 'records', seq],
    queryFn: ({ signal }) => records(seq, signal),
  });
  if (error) return <NotLoaded />;
  if (!data) return <p className="p-3 text-12 text-text-3">Loading…</p>;
  if (data.length === 0) return <NoRecord />;
  return data.map((record, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the records behind an event never move.
    <RecordFrame key={index} title={`${record.path}, ${byteSize(record.size)}`}>
      <RecordText record={record} rest="The rest is not part of this share." />
    </RecordFrame>
  ));
}

function RecordFrame({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="border-line border-b p-3">
      <h2 className="mb-1 text-11 text-text-3 tabular-nums [overflow-wrap:anywhere]">
        <bdi>{title}</bdi>
      </h2>
      {children}
    </section>
  );
}

function RecordText({ record: { text, cut }, rest }: { record: RawRecord; rest: string }) {
  return (
    <>
      <TextView text={text} />
      <CopyButton look="ghost" label="Copy" of="the record" text={() => text} />
      {cut && <p className="mt-1 text-12 text-text-2">The first megabyte is shown. {rest}</p>}
    </>
  );
}
