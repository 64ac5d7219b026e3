'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { client } from '@/components/data/api-client';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { TraceDetail } from '@/lib/api/trace-contract';
import { eventKinds } from '@/lib/trace/event';
import type { Note } from '@/lib/trace/trace';
import { kindWord } from '@/lib/view/event-words';
import { byteSize, counted, dash, exactNumber } from '@/lib/view/format-number';
import { plainLine } from '@/lib/view/plain-line';

/** What the importer made of the file: how sure it was, what it counted, what it could not read, what is missing. */
export function ReportDialog({
  detail,
  open,
  onClose,
}: {
  detail: TraceDetail;
  open: boolean;
  onClose: () => void;
}) {
  const { report, upload, totals } = detail;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      as="sheet"
      title="Import report"
      description={
        upload ? (
          <>
            <bdi className="font-mono">{upload.name}</bdi>, {byteSize(upload.size)}
          </>
        ) : (
          'This branch was made here, not read from a file.'
        )
      }
    >
      <dl className="grid grid-cols-[140px_minmax(0,1fr)] gap-x-3 gap-y-1">
        <dt className="text-text-3">Format</dt>
        <dd>
          {detail.formatTitle}
          {report && `, ${confidenceWords[report.confidence]}`}
        </dd>
        <dt className="text-text-3">Records</dt>
        <dd>
          {report
            ? `${exactNumber(report.records)}, ${exactNumber(report.keptRaw)} of them kept raw`
            : dash}
        </dd>
        <dt className="text-text-3">Events</dt>
        <dd>
          {exactNumber(totals.events)}
          <ul className="text-12 text-text-2">
            {eventKinds.flatMap((kind) => {
              const count = totals.byKind[kind];
              return count ? [<li key={kind}>{counted(count, kindWord[kind])}</li>] : [];
            })}
          </ul>
        </dd>
        <Came origin={detail.origin} />
        <dt className="text-text-3">Messages stored</dt>
        <dd>{exactNumber(totals.messages)}</dd>
        <dt className="text-text-3">Not in the file</dt>
        <dd>
          {report && report.missing.length > 0 ? (
            <ul>
              {report.missing.map((word) => (
                <li key={word}>{word}</li>
              ))}
            </ul>
          ) : (
            'nothing that a resume needs'
          )}
        </dd>
      </dl>
      <Notes detail={detail} />
    </Dialog>
  );
}

const originWords = [
  ['repository', 'Repository'],
  ['branch', 'Branch'],
  ['commit', 'Commit'],
  ['configHash', 'Config hash'],
  ['version', 'Written by version'],
] as const;

/** Where the run came from, in the file's own words. */
function Came({ origin }: { origin: TraceDetail['origin'] }) {
  return originWords.flatMap(([key, word]) => {
    const value = origin?.[key];
    if (value === undefined) return [];
    return [
      <dt key={`${key} word`} className="text-text-3">
        {word}
      </dt>,
      <dd key={key} className="[overflow-wrap:anywhere]">
        <bdi className="font-mono">{plainLine(value)}</bdi>
      </dd>,
    ];
  });
}

const confidenceWords = {
  certain: 'certain',
  likely: 'likely',
  maybe: 'by its general shape only',
  chosen: 'chosen by you',
};

const severityTone = { info: 'plain', warning: 'warn', error: 'bad' } as const;

function Notes({ detail }: { detail: TraceDetail }) {
  const { data, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['trace', detail.id, 'notes'],
    initialPageParam: 0,
    queryFn: ({ pageParam }) => client.traces.notes({ id: detail.id, from: pageParam }),
    getNextPageParam: (last, pages) => {
      const have = pages.reduce((sum, page) => sum + page.items.length, 0);
      return have < last.total ? have : undefined;
    },
  });
  const notes = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="mt-4">
      <h3 className="mb-1 font-medium">{counted(detail.noteCount, 'note')}</h3>
      <ul className="border-line border-t">
        {notes.map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes of a finished import never move.
          <li key={index} className="flex gap-2 border-line border-b py-1 text-12">
            <Badge tone={severityTone[note.severity]}>{note.severity}</Badge>
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <bdi>{note.message}</bdi>
              <Places note={note} />
            </span>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button className="mt-2" disabled={isFetching} onClick={() => void fetchNextPage()}>
          More notes
        </Button>
      )}
    </section>
  );
}

function Places({ note }: { note: Note }) {
  const [first] = note.records;
  if (!first) return null;
  return (
    <span className="block text-11 text-text-3 tabular-nums">
      {counted(note.records.length, 'record')}, the first at byte {exactNumber(first[1])}
      {first[0] > 0 && ` of file ${first[0] + 1}`}
    </span>
  );
}
