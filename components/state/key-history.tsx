'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useTraceSource } from '@/components/data/trace-source';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { classes } from '@/components/ui/classes';
import type { StateHistory } from '@/lib/api/state-contract';
import type { KeyName } from '@/lib/replay/state/state-fold';
import { counted, exactNumber } from '@/lib/view/format-number';
import { EntryValue, KeyText } from './entry-row';
import { EventLink } from './event-link';

/** Every write and delete of one key, in order. */
export function KeyHistory({
  name,
  seq,
  onOpen,
  onBack,
}: {
  name: KeyName;
  /** The selected event. */
  seq: number;
  onOpen: (seq: number) => void;
  onBack: () => void;
}) {
  const { key, state } = useTraceSource();
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      queryKey: [...key, 'state-history', name],
      queryFn: ({ pageParam: offset, signal }) =>
        state?.history({ ...name, offset }, signal) ?? Promise.reject(new Error('no state')),
      initialPageParam: 0,
      getNextPageParam: ({ offset, entries, total }: StateHistory) => {
        const next = offset + entries.length;
        return next < total && entries.length > 0 ? next : null;
      },
      enabled: state !== null,
    });
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  return (
    <section aria-label={`History of ${name.key}`} className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-8 shrink-0 flex-wrap items-center gap-2 border-line border-b px-3 py-1">
        <Button
          look="ghost"
          autoFocus
          glyph={<ArrowLeft size={14} strokeWidth={1.5} aria-hidden />}
          onClick={onBack}
        >
          All keys
        </Button>
        <KeyText text={name.key} />
        <span className="ml-auto text-12 text-text-3 tabular-nums">
          {data ? counted(total, 'write') : ''}
        </span>
      </div>
      {error && (
        <Callout
          live
          tone="error"
          title="The history could not be loaded."
          next="Reload the page."
        />
      )}
      {isPending && <p className="p-3 text-12 text-text-3">Loading…</p>}
      <ol className="min-h-0 flex-1 overflow-y-auto">
        {entries.map((entry) => (
          <li
            key={`${entry.seq}-${entry.index}`}
            aria-current={entry.seq === seq || undefined}
            className={classes(
              'flex flex-col gap-1 border-line border-b border-l-[3px] px-3 py-1.5',
              entry.seq === seq ? 'border-l-select bg-select-tint' : 'border-l-transparent',
            )}
          >
            <div className="flex flex-wrap items-center gap-2 text-11 text-text-3">
              <EventLink seq={entry.seq} onOpen={onOpen} />
              {entry.op === 'delete' ? <Badge tone="bad">deleted</Badge> : 'written'}
              {entry.version !== null && <span>v{exactNumber(entry.version)}</span>}
              {entry.foreign && <Badge>by another agent</Badge>}
              {entry.transaction !== null && (
                <bdi className="ml-auto min-w-0 truncate font-mono">{entry.transaction}</bdi>
              )}
            </div>
            {entry.op === 'write' && <EntryValue entry={entry} />}
          </li>
        ))}
        {hasNextPage && (
          <li className="flex items-center gap-2 p-3 text-12 text-text-2 tabular-nums">
            {exactNumber(entries.length)} of {counted(total, 'write')}
            <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              Show more
            </Button>
          </li>
        )}
      </ol>
    </section>
  );
}
