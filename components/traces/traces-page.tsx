'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsBoolean, parseAsString, useQueryState } from 'nuqs';
import { useDeferredValue, useState } from 'react';
import { api } from '@/components/data/api-client';
import { useSettled } from '@/components/fork/use-settled';
import { DropTarget } from '@/components/import/drop-target';
import { useOpenImported } from '@/components/import/drop-zone';
import { ImportTray } from '@/components/import/import-tray';
import { UploadButtons } from '@/components/import/upload-buttons';
import { useImports } from '@/components/import/use-imports';
import { FoundInside } from '@/components/search/found-inside';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { TextInput } from '@/components/ui/field';
import { Mark } from '@/components/ui/mark';
import { Segments } from '@/components/ui/segments';
import { useShortcuts } from '@/components/ui/shortcuts';
import { counted } from '@/lib/view/format-number';
import { FirstRun } from './first-run';
import { PageMenu } from './page-menu';
import { TraceTable } from './trace-table';
import { useDelete } from './use-delete';

/** All traces; files may be dropped anywhere on it. */
export function TracesPage({ origin, now }: { origin: string; now: number }) {
  const [q, setQ] = useQueryState('q', parseAsString.withDefault(''));
  const wanted = useDeferredValue(q.trim());
  // Names are matched at every letter; all traces are searched when one rests, or says so.
  const [entered, setEntered] = useState('');
  const settled = useSettled(q, 500) ?? '';
  const inside = (entered === q ? q : settled).trim();
  const [archived, setArchived] = useQueryState('archived', parseAsBoolean.withDefault(false));
  const [list] = useState(() => api.traces.list);
  const { data, error } = useQuery(
    list.queryOptions({
      input: { ...(wanted ? { q: wanted } : {}), archived: archived ? 'only' : 'hide' },
      staleTime: 2000,
      placeholderData: (old) => old,
    }),
  );
  const imports = useImports(useOpenImported());
  const { remove, undoBar } = useDelete();
  useShortcuts(
    { '/': { label: 'Search', run: () => document.getElementById('trace-search')?.focus() } },
    { group: 'Traces' },
  );

  return (
    <DropTarget onFiles={imports.send}>
      <header className="flex min-h-10 flex-wrap items-center gap-3 border-line border-b bg-surface-1 px-3 py-1">
        <Mark />
        <h1 className="font-semibold text-13">Retake</h1>
        <UploadButtons onFiles={imports.send} />
        <div className="ml-auto">
          <PageMenu onSample={imports.openSample} />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="flex flex-col">
        {error && (
          <Callout
            live
            tone="error"
            title="The traces could not be loaded."
            kept="Nothing was lost."
            next="Reload the page."
          />
        )}
        {data && data.total === 0 && wanted === '' && !archived && data.archived === 0 ? (
          <FirstRun origin={origin} onSample={imports.openSample} onFiles={imports.send} />
        ) : (
          <>
            <div className="flex items-center gap-3 border-line border-b px-3 py-1">
              <label htmlFor="trace-search" className="sr-only">
                Search traces by name and content
              </label>
              <TextInput
                id="trace-search"
                type="search"
                placeholder="Search names and content"
                maxLength={200}
                className="max-w-80"
                value={q}
                onChange={(event) => void setQ(event.target.value || null)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') setEntered(q);
                }}
              />
              {(archived || (data?.archived ?? 0) > 0) && (
                <Segments
                  label="Which traces"
                  value={archived ? 'archived' : 'open'}
                  onChange={(value) => void setArchived(value === 'archived' || null)}
                  options={[
                    { value: 'open', label: 'Traces' },
                    { value: 'archived', label: `Archived (${data?.archived ?? 0})` },
                  ]}
                />
              )}
              <span role="status" className="ml-auto shrink-0 text-12 text-text-3">
                {data &&
                  (data.items.length < data.total
                    ? `The newest ${data.items.length} of ${counted(data.total, 'trace')}`
                    : counted(data.total, 'trace'))}
              </span>
            </div>
            {data && data.total === 0 ? (
              <EmptyState title={wanted === '' ? 'Nothing is here' : 'No trace has this name'}>
                {wanted === '' ? (
                  archived ? (
                    'No trace is archived.'
                  ) : (
                    'All traces are archived.'
                  )
                ) : (
                  <>
                    Nothing matches <bdi className="font-mono">{wanted}</bdi>.
                  </>
                )}
              </EmptyState>
            ) : (
              <TraceTable items={data?.items ?? []} now={now} onDelete={remove} />
            )}
            {inside !== '' && q.trim() !== '' && (
              <FoundInside
                q={inside}
                typed={q.trim()}
                onAsk={(next) => {
                  void setQ(next);
                  setEntered(next);
                }}
              />
            )}
          </>
        )}
      </main>
      {undoBar}
      <ImportTray imports={imports} />
    </DropTarget>
  );
}
