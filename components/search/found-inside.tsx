'use client';

import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { searchLink } from '@/lib/view/links';
import { SearchResults, SearchStatus } from './search-results';
import { useSearch } from './use-search';

/** Traces that are shown here; the search page has the rest. */
const shown = 5;

/** Below the traces that are called so: those in which it was said or done. */
export function FoundInside({
  q,
  typed,
  onAsk,
}: {
  q: string;
  /** As it stands in the field: what is searched for follows it after a pause. */
  typed: string;
  onAsk: (q: string) => void;
}) {
  const search = useSearch(q, shown);
  return (
    <section aria-label="In what was said and done" className="mt-4 border-line border-t">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 border-line border-b bg-surface-1 px-3">
        <h2 className="font-medium text-12">In what was said and done</h2>
        <SearchStatus search={search} />
        <Link
          href={searchLink(typed)}
          className="ml-auto inline-flex min-h-6 items-center gap-1 text-12 text-text-2 hover:text-text-1 hover:underline"
        >
          Search page
          <ArrowRight size={14} strokeWidth={1.5} aria-hidden />
        </Link>
      </div>
      <SearchResults q={q} search={{ ...search, more: null }} onAsk={onAsk} />
    </section>
  );
}
