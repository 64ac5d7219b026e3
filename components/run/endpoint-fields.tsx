'use client';

import { useQueryClient } from '@tanstack/react-query';
import { ExternalLink, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { api } from '@/components/data/api-client';
import { Choices } from '@/components/fork/choices';
import { Button, buttonClasses } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { Endpoint } from '@/lib/api/endpoint-contract';
import { scripted } from './endpoint-draft';
import { endpointHint } from './endpoint-words';
import { ModelField } from './model-field';
import type { useEndpoint } from './use-endpoint';

const glyph = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const;

// Few who fork make an endpoint there.
const EndpointForm = dynamic(
  () => import('@/components/settings/endpoint-form').then((file) => file.EndpointForm),
  { ssr: false, loading: () => <p className="text-12 text-text-3">Opening the form…</p> },
);

/** Where model calls go: one of the endpoints and its model, or a new one. */
export function EndpointFields({
  endpoint: { draft, change, endpoints, error, retry },
}: {
  endpoint: ReturnType<typeof useEndpoint>;
}) {
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const list = endpoints ?? [scripted];
  const picked = list.find(({ id }) => id === draft.id);
  const added = (saved: Endpoint): void => {
    setAdding(false);
    queries.setQueryData(api.endpoints.list.queryKey(), (old) => ({
      items: [...(old?.items ?? []).filter(({ id }) => id !== saved.id), saved],
    }));
    void queries.invalidateQueries({ queryKey: api.endpoints.key() });
    change({ ...draft, id: saved.id, model: '' });
  };
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <Choices
        label="Where model calls go"
        value={draft.id}
        onChange={(id) => change({ ...draft, id, model: '' })}
        options={list.map((one) => ({
          value: one.id,
          label: <bdi>{one.name}</bdi>,
          hint: <bdi>{endpointHint(one)}</bdi>,
        }))}
      />
      {picked && picked.kind !== 'scripted' && (
        <ModelField
          key={picked.id}
          endpoint={picked}
          value={draft.model}
          onChange={(model) => change({ ...draft, model })}
        />
      )}
      {error && (
        <Callout
          tone="error"
          title="The endpoints could not be listed."
          next={error.message}
          actions={<Button onClick={retry}>Try again</Button>}
        />
      )}
      {adding ? (
        <section aria-label="New endpoint" className="border-line border-y bg-surface-1 p-3">
          <EndpointForm onSaved={added} onCancel={() => setAdding(false)} />
        </section>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button glyph={<Plus {...glyph} />} onClick={() => setAdding(true)}>
            Add an endpoint
          </Button>
          <a
            href="/settings/endpoints"
            target="_blank"
            rel="noreferrer"
            title="Opens beside this page: what you typed stays."
            className={buttonClasses('ghost')}
          >
            <ExternalLink {...glyph} />
            Manage
          </a>
        </div>
      )}
    </div>
  );
}
