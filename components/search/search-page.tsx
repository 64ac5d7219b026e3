'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useRef, useState } from 'react';
import { useSettled } from '@/components/fork/use-settled';
import { TextInput } from '@/components/ui/field';
import { PageBar } from '@/components/ui/page-bar';
import { useShortcuts } from '@/components/ui/shortcuts';
import { SearchResults, SearchStatus } from './search-results';
import { useSearch } from './use-search';

/** Who still writes is not asked for, unless they say so. */
const restMs = 350;

/** What was said and done, in all traces. */
export function SearchPage() {
  const [q, setQ] = useQueryState('q', parseAsString.withDefault(''));
  const [entered, setEntered] = useState('');
  const settled = useSettled(q, restMs) ?? '';
  const asked = (entered === q ? q : settled).trim();
  const search = useSearch(asked);
  const input = useRef<HTMLInputElement>(null);
  const hits = useRef<HTMLDivElement>(null);
  const walk = (step: 1 | -1) => () => {
    const links = [...(hits.current?.querySelectorAll<HTMLElement>('a[data-hit]') ?? [])];
    const here = links.findIndex((link) => link.matches(':focus'));
    links[here < 0 ? 0 : Math.max(0, Math.min(links.length - 1, here + step))]?.focus();
  };
  useShortcuts(
    {
      '/': { label: 'Search', run: () => input.current?.focus() },
      j: { label: 'Next hit', run: walk(1) },
      k: { label: 'Previous hit', run: walk(-1) },
    },
    { group: 'Search' },
  );
  const ask = (next: string): void => {
    void setQ(next || null);
    setEntered(next);
  };
  return (
    <>
      <PageBar>
        <h1 className="font-semibold text-13">Search all traces</h1>
      </PageBar>
      <main id="main" tabIndex={-1}>
        <search className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-3 py-1">
          <label htmlFor="search-words" className="sr-only">
            Search in what was said and done
          </label>
          <TextInput
            ref={input}
            id="search-words"
            type="search"
            dir="auto"
            maxLength={1000}
            placeholder="Words said or done in any trace"
            className="max-w-xl flex-1 basis-64"
            value={q}
            onChange={(event) => void setQ(event.target.value || null)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') setEntered(q);
            }}
          />
          <SearchStatus search={search} />
        </search>
        <div ref={hits}>
          {asked === '' ? (
            <p className="max-w-[72ch] p-4 text-text-2">
              All words must stand in one event: in messages, reasoning, tool input and output,
              names and errors. Quotes hold words together; a star at the end of a word stands for
              any ending. Of a branch its own events are searched: the past that it borrows is found
              in its parent. What a model was only sent (system prompts, tool definitions) is not
              searched.
            </p>
          ) : (
            <SearchResults q={asked} search={search} onAsk={ask} />
          )}
        </div>
      </main>
    </>
  );
}
