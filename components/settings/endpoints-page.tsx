'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { api } from '@/components/data/api-client';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { EndpointCard } from './endpoint-card';
import { EndpointForm } from './endpoint-form';
import { SettingsFrame } from './settings-frame';

/** Where model calls can go. */
export function EndpointsPage() {
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(api.endpoints.list.queryOptions({ staleTime: 0 }));
  const changed = () => void queries.invalidateQueries({ queryKey: api.endpoints.key() });
  const listed = data !== undefined;
  useEffect(() => {
    // The browser looked for the place of the address before the list was there.
    const row = listed && document.getElementById(window.location.hash.slice(1));
    if (row) row.scrollIntoView({ block: 'center' });
  }, [listed]);
  return (
    <SettingsFrame
      page="Endpoints"
      intro="Where the model calls of a resumed run can go. Keys are sealed, bound to scheme, host and port, and never shown again."
    >
      <div>
        {adding ? (
          <section aria-label="New endpoint" className="border border-line bg-surface-1 p-3">
            <EndpointForm
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
            Add an endpoint
          </Button>
        )}
      </div>
      {error && (
        <Callout
          live
          tone="error"
          title="The endpoints could not be listed."
          next={error.message}
          actions={<Button onClick={() => void refetch()}>Try again</Button>}
        />
      )}
      <ul aria-label="Endpoints" aria-busy={!data && !error}>
        {data?.items.map((endpoint) => (
          <EndpointCard key={endpoint.id} endpoint={endpoint} onChanged={changed} />
        ))}
      </ul>
    </SettingsFrame>
  );
}
