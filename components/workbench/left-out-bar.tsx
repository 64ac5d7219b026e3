'use client';

import { CircleSlash2, GitFork } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { counted, exactNumber } from '@/lib/view/format-number';
import type { ExcludedEvents } from './use-excluded';

/** Above the events: how many are left out, and what can be done with that. Nothing where none is. */
export function LeftOutBar({
  events,
  onCompare,
  onFork,
}: {
  events: ExcludedEvents;
  onCompare: () => void;
  /** undefined where nothing can be forked. */
  onFork?: (() => void) | undefined;
}) {
  const { excluded, unreadable, clear } = events;
  const along = excluded.alsoExcluded.length;
  if (excluded.seqs.size === 0 && !unreadable) return null;
  return (
    <section
      aria-label="Events left out"
      className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-surface-1 px-3 py-1 text-12"
    >
      <CircleSlash2 size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-text-2" />
      <span className="min-w-0">
        {unreadable ? (
          'The address does not say which events to leave out.'
        ) : (
          <>
            {counted(excluded.seqs.size, 'event')} left out
            {along > 0 && (
              <span className="text-text-2">
                {' '}
                ({exactNumber(excluded.asked.length)} by you, {exactNumber(along)} taken along)
              </span>
            )}
          </>
        )}
      </span>
      <span className="ml-auto flex flex-wrap gap-1">
        <Button look="ghost" keys="X" onClick={clear}>
          Clear
        </Button>
        {!unreadable && <Button onClick={onCompare}>Compare</Button>}
        {!unreadable && onFork && (
          <Button
            look="fork"
            glyph={<GitFork size={14} strokeWidth={1.5} aria-hidden />}
            onClick={onFork}
          >
            Fork with these left out
          </Button>
        )}
      </span>
    </section>
  );
}
