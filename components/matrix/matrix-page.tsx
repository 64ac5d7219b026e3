'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleStop } from 'lucide-react';
import Link from 'next/link';
import { api, client } from '@/components/data/api-client';
import { hintOf } from '@/components/data/api-error';
import { Button, buttonClasses } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageBar } from '@/components/ui/page-bar';
import type { Matrix } from '@/lib/api/matrix-contract';
import { lineageLink } from '@/lib/view/links';
import { MatrixFacts } from './matrix-facts';
import { matrixMarkdown } from './matrix-markdown';
import { MatrixTable } from './matrix-table';
import { isLive, progressWords } from './matrix-words';
import { useProgressWords } from './use-progress-words';

/** How often it is asked for anew while something of it runs. */
const everyMs = 1000;

/** One fork, run in several ways: all runs in one table, live. */
export function MatrixPage({ initial }: { initial: Matrix }) {
  const { id } = initial;
  const queries = useQueryClient();
  const { data: matrix, error } = useQuery(
    api.matrices.get.queryOptions({
      input: { id },
      initialData: initial,
      staleTime: 0,
      // Somebody comes back from a branch that waited for them.
      refetchOnWindowFocus: true,
      refetchInterval: ({ state }) => (state.data && isLive(state.data) ? everyMs : false),
    }),
  );
  const { data: endpoints } = useQuery(api.endpoints.list.queryOptions());
  const cancel = useMutation({
    mutationFn: () => client.matrices.cancel({ id }),
    onSuccess: (now) => queries.setQueryData(api.matrices.get.queryKey({ input: { id } }), now),
  });
  const live = isLive(matrix);
  const progress = progressWords(matrix);
  useProgressWords(progress);
  const known = endpoints?.items ?? null;

  return (
    <>
      <PageBar>
        <h1 className="min-w-0 truncate font-medium text-13">
          Matrix <bdi className="text-text-2">of {matrix.traceName}</bdi>
        </h1>
        <span className="text-12 text-text-3 tabular-nums">{progress}</span>
        <div className="ml-auto flex items-center gap-2">
          {live && (
            <Button
              look="danger"
              disabled={cancel.isPending}
              glyph={<CircleStop size={14} strokeWidth={1.5} aria-hidden />}
              onClick={() => cancel.mutate()}
            >
              {cancel.isPending ? 'Cancelling…' : 'Cancel all'}
            </Button>
          )}
          {!matrix.traceDeleted && (
            <Link href={lineageLink(matrix.traceId)} className={buttonClasses()}>
              Lineage
            </Link>
          )}
          <CopyButton label="Copy as Markdown" text={() => matrixMarkdown(matrix, known)} />
        </div>
      </PageBar>
      <main id="main" tabIndex={-1}>
        {error && (
          <Callout
            live
            tone="error"
            title="The matrix could not be brought up to date."
            kept="What you see is how it stood before. Its runs go on."
            next={hintOf(error) ?? 'Reload the page.'}
          />
        )}
        {cancel.error && (
          <Callout
            live
            tone="error"
            title={cancel.error.message}
            kept="What came is kept."
            next={hintOf(cancel.error) ?? 'Try again.'}
          />
        )}
        <MatrixFacts matrix={matrix} />
        {matrix.cells.some(({ deleted }) => !deleted) ? (
          <MatrixTable matrix={matrix} endpoints={known} />
        ) : (
          <EmptyState title="All its branches are deleted">
            What was deleted less than 30 days ago can be restored where it was deleted.
          </EmptyState>
        )}
      </main>
    </>
  );
}
