'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { type StateSource, useTraceSource } from '@/components/data/trace-source';
import { Badge } from '@/components/ui/badge';
import { Button, buttonClasses } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { classes } from '@/components/ui/classes';
import { ContentText } from '@/components/ui/content-text';
import { preview } from '@/components/ui/fold-text';
import type { ListedAuditEntry } from '@/lib/api/state-contract';
import { counted, exactNumber } from '@/lib/view/format-number';
import { KeyText } from './entry-row';
import { EventLink } from './event-link';

/** Lines in one request. */
const portion = 200;

/** Every write and delete of the trace, in order, and the same as a file. */
export function AuditList({
  state,
  seq,
  onOpen,
}: {
  state: StateSource;
  /** The selected event. */
  seq: number;
  onOpen: (seq: number) => void;
}) {
  const { key } = useTraceSource();
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      queryKey: [...key, 'audit'],
      queryFn: ({ pageParam: from, signal }) => state.audit(from, portion, signal),
      initialPageParam: 0,
      getNextPageParam: (page: ListedAuditEntry[]) => {
        const last = page.at(-1);
        return last && page.length >= portion ? last.seq + 1 : null;
      },
    });
  const entries = data?.pages.flat() ?? [];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b px-3 py-1">
        <span role="status" className="text-12 text-text-3 tabular-nums">
          {isPending
            ? 'Loading…'
            : hasNextPage
              ? `The first ${exactNumber(entries.length)} lines`
              : counted(entries.length, 'line')}
        </span>
        <span className="ml-auto flex gap-1">
          <ExportLink format="JSON" href={state.auditUrl('json')} />
          <ExportLink format="NDJSON" href={state.auditUrl('ndjson')} />
        </span>
      </div>
      {error && (
        <Callout
          live
          tone="error"
          title="The audit trail could not be loaded."
          next="Reload the page."
        />
      )}
      <section
        aria-label="Audit trail"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto"
      >
        <ol>
          {entries.map((entry) => (
            <AuditRow
              key={`${entry.seq}-${entry.index}`}
              entry={entry}
              here={entry.seq === seq}
              onOpen={onOpen}
            />
          ))}
        </ol>
        {hasNextPage && (
          <p className="p-3">
            <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              Show {exactNumber(portion)} more
            </Button>
          </p>
        )}
      </section>
    </div>
  );
}

function ExportLink({ format, href }: { format: string; href: string }) {
  return (
    <a href={href} download className={buttonClasses('ghost')}>
      <Download size={14} strokeWidth={1.5} aria-hidden />
      {format}
    </a>
  );
}

function AuditRow({
  entry: { seq, op, namespace, agent, key, version, value, size, foreign },
  here,
  onOpen,
}: {
  entry: ListedAuditEntry;
  here: boolean;
  onOpen: (seq: number) => void;
}) {
  return (
    <li
      aria-current={here || undefined}
      className={classes(
        'grid grid-cols-[56px_minmax(0,1fr)_auto] items-baseline gap-x-2 border-line border-b border-l-[3px] px-2 py-0.5',
        here ? 'border-l-select bg-select-tint' : 'border-l-transparent',
      )}
    >
      <span className="text-right">
        <EventLink seq={seq} onOpen={onOpen} />
      </span>
      <span className="flex min-w-0 items-baseline gap-2">
        <KeyText text={key} deleted={op === 'delete'} />
        <span className="min-w-0 flex-1 truncate font-mono text-12 text-text-2">
          {op === 'delete' ? (
            <span className="font-sans text-text-3">deleted</span>
          ) : (
            <bdi>
              <ContentText
                text={
                  size === null
                    ? preview(JSON.stringify(value), 200)
                    : `${exactNumber(size)} characters`
                }
                codes
              />
            </bdi>
          )}
        </span>
      </span>
      <span className="flex items-baseline gap-2 text-11 text-text-3">
        {foreign && (
          <Badge title="The key of another agent than the one that wrote it">other agent</Badge>
        )}
        <bdi className="max-w-32 truncate font-mono" title={`${namespace} ${agent}`}>
          {agent}
        </bdi>
        {version !== null && <span className="tabular-nums">v{exactNumber(version)}</span>}
      </span>
    </li>
  );
}
