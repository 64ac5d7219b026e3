'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { client } from '@/components/data/api-client';
import { hintOf } from '@/components/data/api-error';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { Executor, ExecutorTool } from '@/lib/api/executor-contract';
import { ExecutorForm } from './executor-form';
import { ExecutorTools } from './executor-tools';
import { StoredActions } from './stored-actions';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

const kindWords = {
  http: 'HTTP',
  mcp: 'MCP over HTTP',
  'mcp-stdio': 'MCP over stdio, from the configuration file',
} as const;

/** What a person allows an executor. */
type Leave = { tools?: ExecutorTool[]; trusted?: boolean };

/** One executor: what it is, which tools it may run, whether its word is believed. */
export function ExecutorCard({
  executor,
  onChanged,
}: {
  executor: Executor;
  /** With what it has become; nothing where it is gone. */
  onChanged: (now?: Executor) => void;
}) {
  const [editing, setEditing] = useState(false);
  const [asked, setAsked] = useState(false);
  const { id, name, kind, url, key, origin } = executor;
  const queries = useQueryClient();
  // What was wanted and is still on its way: a box that springs back looks broken.
  const [wanted, setWanted] = useState<Leave>({});
  const mutationKey = ['leave', id];
  const update = useMutation({
    mutationKey,
    // One after the other: each says all tools.
    scope: { id: mutationKey.join(' ') },
    mutationFn: (part: Leave) => client.executors.update({ id, ...part }),
    onSuccess: onChanged,
    onSettled: () => {
      if (queries.isMutating({ mutationKey }) === 1) setWanted({});
    },
  });
  const give = (part: Leave): void => {
    setWanted((before) => ({ ...before, ...part }));
    update.mutate(part);
  };
  const refresh = useMutation({
    mutationFn: () => client.executors.refresh({ id }),
    onSuccess: onChanged,
  });
  const remove = useMutation({
    mutationFn: () => client.executors.remove({ id }),
    onSuccess: () => onChanged(),
  });
  const shown = { ...executor, ...wanted };
  const trouble = update.error ?? refresh.error ?? remove.error;
  return (
    <li className="flex flex-col gap-2 border-line border-t py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 font-medium [overflow-wrap:anywhere]">
          <bdi>{name}</bdi>
        </h3>
        {key === 'stored' && <Badge tone="ok">key stored</Badge>}
        {key === 'lost' && <Badge tone="warn">key lost: type it again</Badge>}
        <div className="ml-auto flex flex-wrap gap-2">
          {kind !== 'http' && (
            <Button
              glyph={<RefreshCw {...glyph} />}
              aria-label={`Read the tools of ${name}`}
              disabled={refresh.isPending}
              onClick={() => refresh.mutate()}
            >
              {refresh.isPending ? 'Reading…' : 'Read tools'}
            </Button>
          )}
          {origin === 'stored' && (
            <StoredActions
              name={name}
              editing={editing}
              onEdit={() => setEditing(!editing)}
              onDelete={() => setAsked(true)}
            />
          )}
        </div>
      </div>
      <p className="text-12 text-text-2 [overflow-wrap:anywhere]">
        {kindWords[kind]}
        {url !== null && (
          <>
            , <bdi className="font-mono">{url}</bdi>
          </>
        )}
      </p>
      {trouble && (
        <Callout
          live
          tone="error"
          title={trouble.message}
          kept="Nothing was changed."
          next={hintOf(trouble)}
        />
      )}
      {asked && (
        <Callout
          live
          tone="warn"
          title={`Delete ${name}?`}
          next="Its key and every leave go with it. Branches that name it answer by hand."
          actions={
            <>
              <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
                Delete it
              </Button>
              <Button onClick={() => setAsked(false)}>Keep it</Button>
            </>
          }
        />
      )}
      {editing && (
        <div className="border-line border-l-[3px] pl-3">
          <ExecutorForm
            executor={executor}
            onSaved={(saved) => {
              setEditing(false);
              onChanged(saved);
            }}
            onCancel={() => setEditing(false)}
          />
        </div>
      )}
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-[3px] size-[14px] shrink-0"
          checked={shown.trusted}
          onChange={(event) => give({ trusted: event.target.checked })}
        />
        <span>
          Believe what it says of its tools
          <span className="block text-12 text-text-3">
            Tools that only read then run without being asked for. All others are asked for each
            time.
          </span>
        </span>
      </label>
      <ExecutorTools executor={shown} onTools={(tools) => give({ tools })} />
    </li>
  );
}
