'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '@/components/data/api-client';
import { hintOf } from '@/components/data/api-error';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import type { Executor } from '@/lib/api/executor-contract';
import { ExecutorCard } from './executor-card';
import { ExecutorForm } from './executor-form';
import { SettingsFrame } from './settings-frame';

/** What can run tools for real. */
export function ToolsPage() {
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(api.executors.list.queryOptions({ staleTime: 0 }));
  const changed = (now?: Executor): void => {
    if (now)
      queries.setQueryData(
        api.executors.list.queryKey(),
        (old) => old && { items: old.items.map((one) => (one.id === now.id ? now : one)) },
      );
    void queries.invalidateQueries({ queryKey: api.executors.key() });
  };
  return (
    <SettingsFrame
      page="Tools"
      intro={
        <>
          <p>
            Tools of a resumed run are answered from the recording or by hand. A call touches the
            world only where three things come together:
          </p>
          <ol className="mt-1 list-decimal pl-5">
            <li>an executor stands here,</li>
            <li>the tool is allowed on it,</li>
            <li>
              and you give leave for the call, unless an executor that you believe says that the
              tool only reads.
            </li>
          </ol>
        </>
      }
    >
      <div>
        {adding ? (
          <section aria-label="New executor" className="border border-line bg-surface-1 p-3">
            <ExecutorForm
              onSaved={() => {
                setAdding(false);
                changed();
              }}
              onCancel={() => setAdding(false)}
            />
          </section>
        ) : (
          <Button
            look="primary"
            size="medium"
            glyph={<Plus size={14} strokeWidth={1.5} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            Add an executor
          </Button>
        )}
      </div>
      {error && (
        <Callout
          live
          tone="error"
          title={error.message}
          next={hintOf(error)}
          actions={<Button onClick={() => void refetch()}>Try again</Button>}
        />
      )}
      {data?.items.length === 0 && (
        <EmptyState title="Nothing can run a tool">
          Add an address of your own or an MCP server. MCP servers over stdio are named in
          retake.config.json in the data folder.
        </EmptyState>
      )}
      <ul aria-label="Executors" aria-busy={!data && !error}>
        {data?.items.map((executor) => (
          <ExecutorCard key={executor.id} executor={executor} onChanged={changed} />
        ))}
      </ul>
    </SettingsFrame>
  );
}
