'use client';

import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { asPrefix, foundCount, notYetSearched, queryOfWords } from '@/lib/view/search-words';
import { FoundTrace } from './found-trace';
import type { useSearch } from './use-search';

/** What a search found, or why it found nothing. */
export function SearchResults({
  q,
  search,
  onAsk,
}: {
  q: string;
  search: ReturnType<typeof useSearch>;
  /** Asks something else instead. */
  onAsk: (q: string) => void;
}) {
  const { answer, items, error } = search;
  if (error)
    return (
      <Callout
        live
        tone="error"
        title="The search failed."
        kept="The traces are as they were."
        next="Search again in a moment."
      />
    );
  if (!answer) return null;
  const query = queryOfWords(answer.words);
  const prefix = asPrefix(q);
  if (items.length === 0)
    return (
      <EmptyState
        title={answer.words.length === 0 ? 'There is no word in this' : 'No event holds this'}
        actions={
          answer.words.length > 0 &&
          prefix !== null && (
            <Button onClick={() => onAsk(prefix)}>
              Look for <bdi className="font-mono">{prefix}</bdi>
            </Button>
          )
        }
      >
        {answer.words.length === 0
          ? 'Search for words, numbers or signs.'
          : 'All words must stand in one event, each of them whole. "Several words" in quotes hold together, a star stands for any ending.'}
      </EmptyState>
    );
  return (
    <>
      {items.map((trace) => (
        <FoundTrace key={trace.id} trace={trace} query={query} />
      ))}
      {search.more && (
        <div className="p-3">
          <Button onClick={search.more}>More traces</Button>
        </div>
      )}
    </>
  );
}

/** How much was found, and what could not be looked at yet. */
export function SearchStatus({ search }: { search: ReturnType<typeof useSearch> }) {
  const { answer, busy } = search;
  const waits = answer ? notYetSearched(answer.searched) : '';
  return (
    <span role="status" className="text-12 text-text-2 tabular-nums">
      {busy || !answer ? (busy ? 'Searching…' : '') : foundCount(answer)}
      {!busy && waits !== '' && <span className="text-warn">. {waits}</span>}
    </span>
  );
}
